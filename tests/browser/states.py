"""Every template in every state that a reader can meet, by name."""

from playwright.sync_api import Page

from seoulsolution.archive.models import PolicyPage

STATES = {
    "home": "/{0}/",
    "policies": "/{0}/policies/",
    "area": "/{0}/policies/transportation/",
    "area filtered": "/{0}/policies/public-service/?topic=safety&decade=2010",
    "area without a match": "/{0}/policies/water/?decade=1900&status=ended&manual=on&sdg=1",
    "manual": "/{0}/policies/transportation/public-transport-reform-2004/",
    "manual with disputes": "/{0}/policies/environment/nanjido-landfill-recovery/",
    "manual partly translated": "/{0}/policies/transportation/t-money-transport-card/",
    "manual with a picture and a file": "/{0}/policies/urban-railway/platform-screen-doors/",
    "introduction": "/{0}/policies/water/school-arisu-fountains/",
    "policy office": "/{0}/policies/seoul-policy-office/",
    "indicator": "/{0}/policies/seoul-policy-office/population/",
    "indicator with a break": "/{0}/policies/seoul-policy-office/pm10/",
    "indicator with my city": "/{0}/policies/seoul-policy-office/population/?mine=3000000",
    "indicator with a fault": "/{0}/policies/seoul-policy-office/population/?mine=abc",
    "sharing": "/{0}/sharing/",
    "register": "/{0}/sharing/projects/",
    "register filtered": "/{0}/sharing/projects/?country=mongolia&status=completed",
    "register without a match": "/{0}/sharing/projects/?country=mongolia&status=proposed",
    "register counted": "/{0}/sharing/projects/counts/",
    "project": "/{0}/sharing/projects/chanchamayo-waterworks/",
    "project with a dispute": "/{0}/sharing/projects/hunan-henan-river/",
    "training": "/{0}/sharing/training/",
    "training filtered": "/{0}/sharing/training/?status=over&year=2015",
    "training without a match": "/{0}/sharing/training/?year=2015&place=online",
    "programme": "/{0}/sharing/training/kyiv-2017/",
    "programme with a dispute": "/{0}/sharing/training/climate-2015/",
    "offers": "/{0}/sharing/offers/",
    "offers of a kind": "/{0}/sharing/offers/?kind=fund",
    "about": "/{0}/about/",
    "glossary": "/{0}/glossary/",
    "glossary of a domain": "/{0}/glossary/?domain=water#term-non-revenue-water-ratio",
    "glossary with a fault": "/{0}/glossary/?domain=nonsense&letter=%C2%A7",
    "glossary found": "/{0}/glossary/?q=BRT",
    "glossary without a match": "/{0}/glossary/?q=zzzzqqq",
    "search": "/{0}/search/?q=bus",
    "search understood": "/{0}/search/?q=incinarator",
    "search exactly": "/{0}/search/?q=incinarator&exact=incinarator",
    "search filtered": "/{0}/search/?q=bus&kind=policy&area=transportation&decade=2000&sort=newest",
    "search with nothing left": "/{0}/search/?q=bus&topic=buses&area=water",
    "search with many pages": "/{0}/search/?q=%EC%84%9C%EC%9A%B8+%EC%8B%9C%EB%AF%BC&page=2",
    "search empty": "/{0}/search/",
    "search without a result": "/{0}/search/?q=zzzzqqq",
    "sitemap": "/{0}/sitemap/",
    "versions": "{versions}",
    "version": "{versions}2/",
    "corrections": "/{0}/corrections/",
    "missing": "/{0}/policies/transportation/owl-buss/",
    "withdrawn": "/{0}/policies/transportation/green-parking/",
    "untranslated": "/{0}/policies/housing/citizen-apartments/",
    "too long": "/{0}/" + "a" * 5000 + "/",
}


def open_state(page: Page, state: str, language: str) -> None:
    corrected = PolicyPage.objects.get(slug="owl-bus", locale__language_code=language)
    page.goto(STATES[state].format(language, versions=f"/{language}/versions/{corrected.pk}/"))

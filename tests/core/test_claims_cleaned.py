"""A claim says that it has a source when it has one."""

import pytest
from django.core.exceptions import ValidationError

from seoulsolution.archive.models import Milestone
from seoulsolution.core.claims import Basis


def test_claim_whose_source_was_named_has_one():
    claim = Milestone(year=2001, text="시작", source="https://example.org/")
    claim.clean()
    assert claim.basis == Basis.CITED


@pytest.mark.parametrize("basis", [Basis.JUDGEMENT, Basis.LISTED])
def test_other_basis_stays_beside_a_source(basis: Basis):
    claim = Milestone(year=2001, text="시작", source="https://example.org/", basis=basis)
    claim.clean()
    assert claim.basis == basis


def test_claim_that_says_it_has_a_source_names_it():
    claim = Milestone(year=2001, text="시작", source=" ", basis=Basis.CITED)
    with pytest.raises(ValidationError) as refused:
        claim.clean()
    assert "source" in refused.value.message_dict

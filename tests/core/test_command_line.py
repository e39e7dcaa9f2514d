import logging
import os
import subprocess
import sys

import pytest
from django.conf import settings

from seoulsolution.core.command_line import operator_language


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "ko"}, "ko"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "ko_KR"}, "ko"),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": ""}, "ko"),
        ({}, "en"),
    ],
)
def test_operator_language_is_that_of_the_system_where_the_site_has_it(environment, language):
    assert operator_language(environment) == language


def test_command_speaks_the_language_of_the_operator(language, tmp_path):
    env = os.environ | {
        "LC_ALL": {"ko": "ko_KR.UTF-8", "en": "C.UTF-8"}[language],
        "DATABASE_URL": f"sqlite:///{tmp_path / 'database.sqlite3'}",
        "PYTHONIOENCODING": "utf-8",
    }
    command = [sys.executable, "manage.py", "load_content", "--dry-run", f"--content={tmp_path}"]
    command.append("--settings=config.settings.test")
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=False)
    words = {
        "ko": ["콘텐츠를 불러오지 않았습니다.", "이 이름의 파일이 있어야 합니다."],
        "en": ["The content was not loaded", "expected a file of this name"],
    }
    assert done.returncode == 1
    assert {code: [some in done.stderr for some in said] for code, said in words.items()} == {
        code: [code == language] * 2 for code in words
    }


@pytest.mark.parametrize(("name", "told"), [("wagtail", False), ("django_tasks", False), ("seoulsolution.core", True)])
def test_what_libraries_tell_of_ordinary_work_stays_out_of_the_output(name, told):
    assert logging.getLogger(name).isEnabledFor(logging.INFO) is told
    assert logging.getLogger(name).isEnabledFor(logging.WARNING)

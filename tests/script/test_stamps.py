"""Steps run when they must and only then."""

import pytest

from environment import Failure
from stamps import Step, carry_out, digest, files_under


class Workshop:
    """A folder with one input, one output and a step between them that records how it was run."""

    def __init__(self, folder):
        self.source, self.product, self.stamp = (
            folder / "source",
            folder / "product",
            folder / "stamps" / "step",
        )
        self.source.write_text("one")
        self.runs = []
        self.breaks = False

    def work(self, afresh):
        self.runs.append(afresh)
        if self.breaks:
            raise Failure("broken")
        self.product.write_text(self.source.read_text())

    def step(self, **changes):
        wanted = {
            "title": "Working",
            "stamp": self.stamp,
            "inputs": lambda: digest([self.source]),
            "action": self.work,
            "outputs": (self.product,),
        }
        return Step(**{**wanted, **changes})


@pytest.fixture
def workshop(tmp_path):
    return Workshop(tmp_path)


def test_step_runs_once_when_nothing_changes(workshop):
    assert carry_out([workshop.step()]) == 1
    assert carry_out([workshop.step()]) == 0
    assert workshop.runs == [True]


def test_step_runs_again_when_its_input_changed(workshop):
    carry_out([workshop.step()])
    workshop.source.write_text("two")

    carry_out([workshop.step()])

    assert workshop.product.read_text() == "two"
    assert workshop.runs == [True, False]


def test_step_runs_again_when_its_output_is_gone(workshop):
    carry_out([workshop.step()])
    workshop.product.unlink()

    assert carry_out([workshop.step()]) == 1


def test_step_that_was_cut_off_begins_afresh(workshop):
    carry_out([workshop.step()])
    workshop.source.write_text("two")
    workshop.breaks = True
    with pytest.raises(Failure):
        carry_out([workshop.step()])
    workshop.breaks = False

    carry_out([workshop.step()])

    assert workshop.runs == [True, False, True]


def test_step_stamps_what_it_began_with(workshop):
    """A file that changes while the step runs makes it run again."""

    def work_while_somebody_writes(afresh):
        workshop.work(afresh)
        workshop.source.write_text("two")

    carry_out([workshop.step(action=work_while_somebody_writes)])

    assert carry_out([workshop.step()]) == 1


def test_step_that_settles_stamps_what_it_left(workshop):
    def work_on_itself(afresh):
        workshop.work(afresh)
        workshop.source.write_text("applied")

    carry_out([workshop.step(action=work_on_itself, settles=True)])

    assert carry_out([workshop.step()]) == 0


def test_followers_run_after_a_step_even_if_it_was_cut_off_in_between(workshop):
    follower = workshop.step(stamp=workshop.stamp.with_name("follower"), inputs=digest)
    first = workshop.step(followers=(follower.stamp,))
    carry_out([first, follower])
    workshop.source.write_text("two")
    carry_out([first])

    assert carry_out([first, follower]) == 1


def test_later_steps_wait_when_one_fails(workshop):
    later = workshop.step(stamp=workshop.stamp.with_name("later"))
    workshop.breaks = True

    with pytest.raises(Failure):
        carry_out([workshop.step(), later])

    assert workshop.runs == [True]


def test_progress_says_number_and_title(workshop, capsys):
    carry_out([workshop.step()])

    assert "[1/1] Working ..." in capsys.readouterr().out


def test_digest_tells_a_renamed_file_from_the_former(tmp_path):
    (tmp_path / "a").write_text("text")
    before = digest(files_under(tmp_path))
    (tmp_path / "a").rename(tmp_path / "b")

    assert digest(files_under(tmp_path)) != before


def test_files_under_leaves_out_what_is_made(tmp_path):
    for name in ("kept.scss", "built/made.css", "__pycache__/made.pyc"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()

    found = files_under(tmp_path, tmp_path / "absent", without=[tmp_path / "built"])

    assert found == [tmp_path / "kept.scss"]

"""What a folder may not say, each refused with file and line."""

import pytest

from lms.coursepacks.files.folder import read_folder
from lms.coursepacks.files.problems import FolderError, FolderProblemsError
from lms.coursepacks.files.reading import describe
from tests.coursepacks.files.folders import COURSE, LESSON, MODULE, small, write

pytestmark = pytest.mark.django_db
AT_LESSON = "01-beginning/01-one-step.md"
BLOCK = "\n:::{}\n{}\n:::\n"
QUIZ = "---\nkind: quiz\ntitle: Check\n---\n\n:::question\nbank: b\nkind: {}\nprompt: Which?\noptions:\n{}:::\n"
OPTION = "- text: {}\n  is_correct: {}\n"


def refusal(folder):
    with pytest.raises((FolderError, FolderProblemsError)) as refused:
        describe(read_folder(folder))
    return refused.value


def quiz(kind: str, *options: tuple[str, str]) -> str:
    return QUIZ.format(kind, "".join(OPTION.format(*option) for option in options))


@pytest.mark.parametrize(
    ("lesson", "code", "line"),
    [
        (LESSON.replace("lesson", "game"), "unknown_kind", 2),
        (LESSON.replace("kind: lesson", "kind: [lesson]"), "unknown_kind", 2),
        (LESSON.replace("minutes: 5", "minutes: soon"), "wrong_kind", 4),
        (LESSON.replace("minutes: 5", "minutes: true"), "wrong_kind", 4),
        (LESSON.replace("minutes: 5", "minuets: 5"), "unknown_key", 4),
        (LESSON.replace("minutes: 5", "live: true"), "unknown_key", 4),
        (LESSON.replace("minutes: 5", "path: '0001'"), "unknown_key", 4),
        (LESSON.replace("minutes: 5", "key: mine"), "bad_key", 4),
        (LESSON.replace("minutes: 5", "slug: ../../etc"), "bad_slug", 4),
        (LESSON.replace("minutes: 5", "tools: [juggling]"), "not_found", 4),
        (LESSON.replace("minutes: 5", "outcomes: Do it"), "wrong_kind", 4),
        (LESSON.replace("minutes: 5", "required: maybe"), "wrong_kind", 4),
        (LESSON.replace("title: One step", "title: 7"), "wrong_kind", 3),
        (LESSON.replace("title: One step\n", ""), "wrong_kind", 1),
        (LESSON.replace("minutes: 5", "minutes: ["), "bad_yaml", 5),
        (LESSON + "<script>x</script>\n", "unsafe_html", 7),
        (LESSON + "[x](page:no-module/no-lesson)\n", "not_found", 7),
        (LESSON + "[x](document:media/../../../etc/passwd)\n", "no_medium", 7),
        (LESSON + BLOCK.format("carousel", "title: A"), "wrong_block", 9),
        (LESSON + BLOCK.format("callout", "title: A\ncolour: red"), "unknown_part", 11),
        (LESSON + BLOCK.format("callout", "title: 7\ntext: A"), "wrong_kind", 9),
        (LESSON + BLOCK.format("steps", "title: A\nsteps: B"), "wrong_kind", 9),
        (LESSON + BLOCK.format("image", "image:\n  image: ../course.md"), "no_medium", 9),
        (LESSON + BLOCK.format("callout", "id: a\ntext: A") * 2, "id_twice", 13),
    ],
)
def test_a_lesson_is_refused_with_file_and_line(tmp_path, lesson, code, line):
    first = refusal(small(tmp_path, lesson=lesson)).errors[0]
    assert (first.file, first.code) == (AT_LESSON, code)
    assert first.line in (line, line + 1, line - 1)
    assert first.sentence.startswith(f"{AT_LESSON}, line {first.line}: ")


@pytest.mark.parametrize(
    ("lesson", "code"),
    [
        (quiz("single", ("A", "true")), "bad_question"),
        (quiz("single", ("A", "true"), ("B", "true")), "bad_question"),
        (quiz("multiple", ("A", "false"), ("B", "false")), "bad_question"),
        (quiz("writing", ("A", "true"), ("B", "false")), "bad_question"),
        (quiz("true_false", ("A", "true"), ("B", "true")), "bad_question"),
        (quiz("ordering", ("A", "false"), ("B", "false")), "bad_question"),
        (quiz("gap_fill", ("A", "true")), "bad_question"),
        (quiz("scenario", ("A", "true")), "bad_question"),
        (quiz("upload", ("A", "true")), "bad_question"),
        (quiz("riddle", ("A", "true"), ("B", "false")), "wrong_kind"),
        (quiz("single", ("A", "7"), ("B", "false")), "wrong_kind"),
    ],
)
def test_a_question_that_nobody_could_answer_or_judge_is_refused(tmp_path, lesson, code):
    folder = write(small(tmp_path, lesson=lesson), {"snippets/questionbank/b.yaml": "name: b\n"})
    assert refusal(folder).code == code


@pytest.mark.parametrize(
    ("course", "code"),
    [
        (COURSE.replace("open", "secret"), "wrong_kind"),
        (COURSE.replace("access: open", "programme: juggling"), "not_found"),
        (COURSE.replace("access: open", "prerequisites: [nowhere]"), "not_found"),
        (COURSE.replace("access: open", "editions: 3"), "unknown_key"),
        (COURSE + BLOCK.format("callout", "text: A"), "section_unwanted"),
        (COURSE + "\n<!-- text -->\nMore\n", "too_many_texts"),
    ],
)
def test_a_course_is_refused(tmp_path, course, code):
    assert refusal(small(tmp_path, course=course)).code == code


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"01-beginning/01-again.md": LESSON}, "number_twice"),
        ({"01-beginning/02-one-step.md": LESSON}, "slug_twice"),
        ({"02-empty/01-one.md": LESSON}, "no_module"),
        ({"02-more/module.md": MODULE + "Words\n"}, "body_unwanted"),
        ({"media/media.yaml": "media/gone.png:\n  title: A\n"}, "no_medium"),
        ({"media/media.yaml": "- a\n"}, "bad_media"),
        ({"snippets/user/me.yaml": "email: me@example.org\n"}, "unknown_snippets"),
        ({"snippets/tool/deads.yaml": "key: deads\npoint: '9'\n"}, "wrong_kind"),
        ({"snippets/tool/deads.yaml": "- a\n"}, "wrong_kind"),
    ],
)
def test_a_folder_is_refused(tmp_path, files, code):
    assert refusal(write(small(tmp_path), files)).code == code


def test_the_same_key_in_two_files_is_refused(tmp_path):
    keyed = LESSON.replace("minutes: 5", "key: 3c8e2b0e-0000-4000-8000-000000000001")
    folder = write(small(tmp_path, lesson=keyed), {"01-beginning/02-two.md": keyed})
    assert refusal(folder).code == "key_twice"


def test_a_folder_without_a_course_is_refused(tmp_path):
    assert refusal(write(tmp_path, {"01-a/module.md": MODULE})).code == "no_course"

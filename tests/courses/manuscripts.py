"""A small course as courses/samples has them, for tests of the reader."""

from pathlib import Path

COURSE = """\
title: Small signs
neutral title: Course 1
slug: course-1
summary: What helps.
audience: Everybody
minutes: 60
certificate line: Noticing
content note: This course talks about harm.

## You will be able to
- say what helps
- choose one step

## Introduction
Hello.
"""

LESSON = """\
## Lesson: What helps
slug: 1
minutes: 3
done when: You have read this page.

One steady adult helps.
"""

QUIZ = """\
## Quiz: Looking back
slug: 2

### one: What helps most?
lesson: 1
- Shouting
  = It rarely helps.
- [x] Listening
  = That helps.
> Listening helps.
"""


def written(folder: Path, *, course: str = COURSE, modules: tuple[str, ...] = ()) -> Path:
    """A folder as courses/samples has it; each module gets a header of its own."""
    (folder / "course.md").write_text(course)
    for number, text in enumerate(modules, start=1):
        (folder / f"module_{number}.md").write_text(f"title: Part {number}\nslug: {number}\n\n{text}")
    return folder

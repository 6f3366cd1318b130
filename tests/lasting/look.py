"""What there is of all certificates that are wanted: rows, files, and what does not fit together.

    main(COUNT), in a process of the nursery's

Deletes first what the daily work would have, some day later.
"""

import json
from collections import Counter
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django_tasks_db.models import DBTaskResult
from pypdf import PdfReader

from certificates.domain import codes, remove_leftovers

from .holders import all_files


def main(count: str) -> dict:
    leftovers = remove_leftovers(older_than=timedelta(0))
    files = all_files()
    folder = Path(settings.PRIVATE_ROOT)
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    wrong = [f"{file.pk} was not made: {file.failure}" for file in files if file.made_at is None]
    made = [file for file in files if file.made_at]
    if len(made) != int(count):
        wrong.append(f"{len(made)} of {count} made")
    for name in there - {file.file_name for file in made}:
        wrong.append(f"{name} is nobody's")
    for file in made:
        wrong += _of_one(file, folder / file.file_name)
    per_completion = Counter(file.certificate.available_id for file in files)
    wrong += [f"{number} certificates of one completion" for number in per_completion.values() if number > 1]
    arguments = json.dumps([list(map(str, row)) for row in DBTaskResult.objects.values_list("args_kwargs")])
    for file in files:
        code = file.certificate.code
        if code in arguments or codes.printed(code) in arguments or file.certificate.name in arguments:
            wrong.append(f"the code or the name of {file.pk} is an argument of a task")
    return {
        "made": len(made),
        "tries": sum(file.attempts for file in files),
        "left by workers that came too late": leftovers,
        "wrong": wrong,
    }


def _of_one(file, path: Path) -> list[str]:
    if not path.is_file():
        return [f"{file.pk}: no file"]
    data = path.read_bytes()
    if sha256(data).hexdigest() != file.sha256 or len(data) != file.size:
        return [f"{file.pk}: not what was stored"]
    if len(PdfReader(BytesIO(data)).pages) != 1 or not data.rstrip().endswith(b"%%EOF"):
        return [f"{file.pk}: not a whole PDF"]
    return []

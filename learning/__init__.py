"""What people do: learners, enrolments, attempts, completions. Not the Django project package (see config)."""

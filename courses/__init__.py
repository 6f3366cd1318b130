"""What is taught: courses, modules, lessons, quizzes and their editions. Knows nothing of learners."""

// What helps on a lesson or a quiz, in one file for the phone: collectstatic writes the imported modules in here.
import "./quiz.js";
import "./listen.js";

from django.urls import path

from . import views

app_name = "partners"

urlpatterns = [
    path("borough/", views.choose_borough, name="choose-borough"),
]

# A partner's colours are the same in every language: outside the language prefix.
outside_languages = [
    path("<slug:slug>/theme.css", views.theme, name="partner-theme"),
]

"""Contacts by key. The words and numbers come from the record at the moment of reading."""

from wagtail.blocks import CharBlock, ListBlock, StructBlock


class ContactsBlock(StructBlock):
    keys = ListBlock(CharBlock(max_length=40), min_num=1, label="Contact keys")

    class Meta:
        icon = "help"
        label = "Support contacts"
        template = "blocks/contacts.html"

// Says once a day that somebody was here: work is kept from the last visit, and a page that is only read says nothing.
const { visit } = document.querySelector("script[data-visit]").dataset;
navigator.sendBeacon?.(visit);

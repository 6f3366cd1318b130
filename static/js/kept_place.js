// Staff's lists of pages: where putting a page in another place is refused, Wagtail says nothing and leaves it there.
// Loaded anew, the list shows the order that holds, and above it why.
if (document.querySelector('[data-controller~="w-orderable"]')) {
  addEventListener("unhandledrejection", () => location.reload());
}

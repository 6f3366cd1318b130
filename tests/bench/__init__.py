"""What a page of ours costs, measured beside a bare Wagtail site. Started by bin/bench."""

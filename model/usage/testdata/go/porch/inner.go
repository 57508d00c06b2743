package porch

const base = "https://slack.com/api/"

func (d *Door) inner(method string) error { return form(base+method, "") }

func (d *Door) drafts() error { return d.inner("drafts.count") }

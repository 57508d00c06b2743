module example.com/a

require (
	github.com/slack-go/slack v0.20.0
)

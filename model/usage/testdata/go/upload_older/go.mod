module example.com/a

require github.com/slack-go/slack v0.12.3

package a

import "github.com/slack-go/slack"

func f(api *slack.Client) {
	p := slack.FileUploadParameters{Title: t}
	api.UploadFileContext(ctx, p) // want: files.upload
}

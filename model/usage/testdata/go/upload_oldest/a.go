package a

import "github.com/nlopes/slack"

func f(api *slack.Client) {
	api.UploadFile(p) // want: files.upload
}

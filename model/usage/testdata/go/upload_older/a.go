package a

import "github.com/slack-go/slack"

func f(api *slack.Client) {
	api.UploadFile(p)   // want: files.upload
	api.UploadFileV2(p) // want: files.getUploadURLExternal files.completeUploadExternal
}

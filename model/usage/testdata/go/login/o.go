package oauth

import (
	"golang.org/x/oauth2"
	oslack "golang.org/x/oauth2/slack"
)

var conf = &oauth2.Config{
	ClientID: "x",
	Endpoint: oslack.Endpoint, // want: oauth.access
}

var own = &oauth2.Config{
	Endpoint: oauth2.Endpoint{
		AuthURL:  "https://slack.com/oauth/v2/authorize",
		TokenURL: "https://slack.com/api/oauth.v2.access", // want: oauth.v2.access
	},
}

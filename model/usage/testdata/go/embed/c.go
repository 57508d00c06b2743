package a

// Own is no client: what it has by these names is its own.
type Own struct{ api *Client }

func own(o *Own) {
	o.GetUserInfo("U")
	o.GetUsers()
}

// Package methods is the methods of the Web API that the sandbox answers, a file
// for each family of methods ("conversations.go" has those that begin with
// conversations, "conversations_by_type.go" channels.*, groups.*, im.* and mpim.* of before).
// oauth.* and tooling.* are in package oauth.
//
// A method gets a [webapi.Call] with its arguments and its token checked, and
// returns the reply, or a [webapi.SlackError] with Slack's error code. It promises the
// fields that Slack documents, and reads and changes nothing but the call's state.
package methods

import "periscope/slackapi/sandbox/webapi"

type echo struct {
	OK    bool              `json:"ok"`
	Error string            `json:"error,omitempty"`
	Args  map[string]string `json:"args,omitempty"`
}

// APITest is api.test: it sends the arguments back, and fails with the code asked for in
// "error". Unlike at Slack a token is not sent back.
func APITest(c *webapi.Call) (any, error) {
	reply := echo{Error: c.Args.Get("error"), Args: map[string]string{}}
	reply.OK = reply.Error == ""
	for name := range c.Args {
		if name != "token" {
			reply.Args[name] = c.Args.Get(name)
		}
	}
	return reply, nil
}

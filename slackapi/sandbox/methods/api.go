package methods

import "periscope/slackapi/sandbox/webapi"

type echo struct {
	OK    bool              `json:"ok"`
	Error string            `json:"error,omitempty"`
	Args  map[string]string `json:"args,omitempty"`
}

// APITest sends the arguments back, and fails with the code asked for in
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

package sandbox_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"

	"periscope/slackapi/sandbox"
)

// A Go test can serve the sandbox and point its own Slack client at it.
func Example() {
	world := sandbox.Demo(sandbox.DefaultResources)
	slack := httptest.NewServer(sandbox.New(world, sandbox.Options{}))
	defer slack.Close()

	request, err := http.NewRequestWithContext(context.Background(), http.MethodPost, slack.URL+"/api/auth.test", http.NoBody)
	if err != nil {
		fmt.Println(err)
		return
	}
	request.Header.Set("Authorization", "Bearer "+world.Credentials()[0].Token)
	response, err := slack.Client().Do(request)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = response.Body.Close() }()

	var who struct {
		OK   bool
		Team string
		User string
	}
	if err := json.NewDecoder(response.Body).Decode(&who); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(who.OK, who.Team, who.User)
	// Output: true Acme HQ periscope
}

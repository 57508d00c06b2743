package install

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"periscope/cli/console"
	"periscope/slackapi/text"
)

// Approve opens an authorize page of the sandbox as the browser of a user who approves does, and goes
// where it leads.
func Approve(ctx context.Context, page string, approves url.Values) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, page+"&"+approves.Encode(), http.NoBody)
	if err != nil {
		return fmt.Errorf("opening the sandbox's page: %w", err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("opening the sandbox's page: %w", err)
	}
	defer resp.Body.Close() //nolint:errcheck // it was read
	said, err := io.ReadAll(io.LimitReader(resp.Body, console.MaxInput))
	if err != nil || resp.StatusCode != http.StatusOK {
		return NotInstalled("the sandbox did not install the app: " + strings.TrimSpace(text.Clean(string(said))))
	}
	return nil
}

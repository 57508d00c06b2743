package record_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/slackapi/record"
)

func TestArgumentsHideSecrets(t *testing.T) {
	t.Parallel()
	secret := "xoxb-" + "sandbox-secret-part"
	got := record.Arguments(url.Values{
		"token": {secret}, "client_secret": {"hush"}, "refresh_token": {secret}, "text": {"use " + secret}, "channel": {"C1"},
		"long": {strings.Repeat("a", 5000)},
	})
	want := map[string]string{
		"client_secret": "…", "refresh_token": "…", "text": "use xoxb-…", "channel": "C1", "long": strings.Repeat("a", 2000) + "…",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("arguments (-want +got):\n%s", diff)
	}
	many := url.Values{}
	for i := range 500 {
		many.Set(strings.Repeat("n", i+1), "1")
	}
	if n := len(record.Arguments(many)); n > 50 {
		t.Errorf("%d arguments are kept", n)
	}
	if record.Arguments(nil) != nil {
		t.Error("no arguments are not nil")
	}
}

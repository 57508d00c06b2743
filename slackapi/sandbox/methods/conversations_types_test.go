package methods

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"periscope/model/catalog"
	"periscope/slackapi/sandbox/webapi"
)

func TestTypesNamedTwiceCountOnce(t *testing.T) {
	t.Parallel()
	c := webapi.Call{Args: url.Values{"types": {"im,private_channel," + strings.Repeat("im,", 1000) + "im"}}}
	got, err := conversationTypes(&c)
	if want := []catalog.ResourceType{catalog.IM, catalog.AppHome, catalog.Group}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v (%v), want %v", got, err, want)
	}
}

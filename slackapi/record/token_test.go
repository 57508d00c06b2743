package record_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"periscope/slackapi/record"
)

// TestMisplacedTokensAreNotRecorded: an app puts its token, and a server repeats it, where
// nobody expects one.
func TestMisplacedTokensAreNotRecorded(t *testing.T) {
	t.Parallel()
	token := strings.Join([]string{"xoxb", "1234567890", "1234567890", "AbCdEfGhIjKlMnOpQrStUvWx"}, "-")
	all := newObserver()
	head := http.Header{"X-Oauth-Scopes": {token}, "X-Accepted-Oauth-Scopes": {token}}
	reply := `{"ok":false,"error":"` + token + `","needed":"` + token + `","provided":"` + token + `","channel":{"id":"` + token + `","is_im":true}}`
	for _, r := range []*http.Request{
		request(token, "", ""), request("conversations.info"+token, "", ""), request("conversations.info", "", "?channel="+token+"&types="+token),
		request("conversations.info", "", "?channel=%0a"+token), request("conversations.list", "", "?"+token+"="+token),
	} {
		observe(all, 7, r, "", 200, head, reply)
	}
	observe(all, 7, request("conversations.info", form, ""), "channel="+token, 200, head, reply)
	observe(all, 7, request("conversations.info", jsonBody, ""), `{"channel":"`+token+`"}`, 200, head, reply)
	var file bytes.Buffer
	if err := record.Write(&file, all.Recording.Entries()); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(file.String(), token[len(token)-8:]) {
		t.Errorf("a token is in the recording:\n%s", &file)
	}
}

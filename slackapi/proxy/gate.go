package proxy

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"periscope/model/catalog"
	"periscope/slackapi/record"
)

// Gate says why a call does not reach Slack; nil: it does. It is told what the request
// says, as far as its first [maxJudged] bytes tell. It is called from many goroutines.
type Gate func(asked record.Entry) *Refusal

// Refusal is an answer in place of Slack's.
type Refusal struct {
	By   record.AnsweredBy
	Code string // Slack's error code
	// Needed and Provided are told with missing_scope.
	Needed, Provided []catalog.Scope
}

// write answers as Slack does, and has the answer recorded.
func (f *Refusal) write(w http.ResponseWriter, x *record.Exchange) {
	reply := map[string]any{"ok": false, "error": f.Code}
	why := "blocked"
	if f.By == record.ByEnforcement {
		why = "enforced"
		reply["needed"], reply["provided"] = commaList(f.Needed), commaList(f.Provided)
		w.Header().Set("X-Oauth-Scopes", commaList(f.Provided))
		w.Header().Set("X-Accepted-Oauth-Scopes", commaList(f.Needed))
	}
	body := answer(w, http.StatusOK, why, reply)
	x.ReplyHeader(http.StatusOK, w.Header())
	_, _ = x.Write(body) // it never fails
}

// answer writes a reply of the proxy's own.
func answer(w http.ResponseWriter, status int, why string, reply any) []byte {
	body, err := json.Marshal(reply)
	if err != nil { // maps of words cannot fail to encode
		body = []byte(`{"ok":false,"error":"internal_error"}`)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.Header().Set(Header, why)
	w.WriteHeader(status)
	_, _ = w.Write(body) // an app that left is no concern of ours
	return body
}

func commaList(scopes []catalog.Scope) string {
	names := make([]string, len(scopes))
	for i, s := range scopes {
		names[i] = string(s)
	}
	return strings.Join(names, ",")
}

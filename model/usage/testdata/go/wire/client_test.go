package raw

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestPost(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/chat.delete", func(w http.ResponseWriter, r *http.Request) {})
	mux.HandleFunc("/api/files.delete", func(w http.ResponseWriter, r *http.Request) {})
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/api/usergroups.list":
		case "/team.info":
		}
	}))
	c := &Client{baseURL: srv.URL + "/api/"}
	c.call("bookmarks.list", nil)
	if got := "https://slack.com/api/emoji.list"; got == "" {
		t.Fatal()
	}
}

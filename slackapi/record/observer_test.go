package record_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"math"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"periscope/model/catalog"
	"periscope/slackapi/record"
)

const botToken = "xoxb-" + "sandbox-secret-part"

// observe passes one call through an observer, in pieces of so many bytes.
func observe(o *record.Observer, pieces int, r *http.Request, body string, status int, h http.Header, reply string) {
	x := o.Begin(record.MethodOf(r.URL.Path), r)
	in := x.RequestBody()
	for piece := range chunks(body, pieces) {
		_, _ = in.Write([]byte(piece))
	}
	in.End()
	x.ReplyHeader(status, h)
	for piece := range chunks(reply, pieces) {
		_, _ = x.Write([]byte(piece))
	}
	x.End("")
}

func chunks(s string, n int) func(func(string) bool) {
	return func(yield func(string) bool) {
		for len(s) > 0 {
			piece := s[:min(n, len(s))]
			s = s[len(piece):]
			if !yield(piece) {
				return
			}
		}
	}
}

func newObserver() *record.Observer {
	at := time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	return &record.Observer{Recording: &record.Recording{}, Now: func() time.Time { return at }}
}

func request(method, media, query string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/api/"+method+query, http.NoBody)
	if media != "" {
		r.Header.Set("Content-Type", media)
	}
	return r
}

const (
	form     = "application/x-www-form-urlencoded"
	jsonBody = "application/json; charset=utf-8"
)

// brief is what of an entry the tests look at.
func brief(e record.Entry) string {
	return fmt.Sprintf("%s %s types=%v args=%v users=%d conversation=%s member=%q emails=%t outcome=%s",
		e.Method, e.Kind, e.Types, e.Arguments, e.Users, e.Conversation, e.Membership, e.Emails, e.Outcome)
}

func TestWhatACallSays(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		method, media, query, body, reply, want string
	}{
		"a form with its token": {
			"chat.postMessage", form, "", "channel=C1&text=" + strings.Repeat("x", 20000) + "&token=" + botToken + "&username=bell", `{"ok":true}`,
			"chat.postMessage bot types=[] args=[username] users=0 conversation= member=\"\" emails=false outcome=ok",
		},
		"JSON": {
			"conversations.open", jsonBody, "", `{"token":"` + botToken + `","users":["U1","U2"],"x":{"users":["U9"],"channel":"C9"}}`,
			`{"error":"missing_scope","ok":false,"needed":"mpim:write"}`,
			"conversations.open bot types=[] args=[] users=2 conversation= member=\"\" emails=false outcome=missing_scope",
		},
		"users as a list of words": {
			"conversations.open", form, "", "users=U1%2CU2%2CU3", `{"ok":true}`,
			"conversations.open  types=[] args=[] users=3 conversation= member=\"\" emails=false outcome=ok",
		},
		"a query": {
			"conversations.list", "", "?types=im,private_channel&token=" + botToken, "", `{"ok":true}`,
			"conversations.list bot types=[group im] args=[] users=0 conversation= member=\"\" emails=false outcome=ok",
		},
		"no types": {
			"users.conversations", "", "", "", `{"ok":true}`,
			"users.conversations  types=[channel] args=[] users=0 conversation= member=\"\" emails=false outcome=ok",
		},
		"a direct message": {
			"conversations.history", form, "", "channel=D1", `{"ok":true}`,
			"conversations.history  types=[im] args=[] users=0 conversation= member=\"\" emails=false outcome=ok",
		},
		"an id that settles nothing": {
			"conversations.history", form, "", "channel=C1", `{"ok":true,"messages":[{"text":"is_private"}]}`,
			"conversations.history  types=[] args=[] users=0 conversation=C1 member=\"\" emails=false outcome=ok",
		},
		"its own reply tells": {
			"conversations.info", form, "", "channel=C1", `{"ok":true,"channel":{"id":"C1","is_channel":false,"is_private":true,"name":"x\"}"}}`,
			"conversations.info  types=[group] args=[] users=0 conversation= member=\"\" emails=false outcome=ok",
		},
		"a private one is made": {
			"conversations.create", jsonBody, "", `{"name":"x","is_private":true}`, `{"ok":true}`,
			"conversations.create  types=[group] args=[] users=0 conversation= member=\"\" emails=false outcome=ok",
		},
		"addresses": {
			"users.info", form, "", "user=U1", `{"ok":true,"user":{"profile":{"email":"a\u0040b.example"}}}`,
			"users.info  types=[] args=[] users=0 conversation= member=\"\" emails=true outcome=ok",
		},
		"no JSON": {
			"users.info", form, "", "%zz=1&&=", "<html>", "users.info  types=[] args=[] users=0 conversation= member=\"\" emails=false outcome=",
		},
	} {
		for _, pieces := range []int{1, 3, 7, 1 << 20} {
			o := newObserver()
			observe(o, pieces, request(c.method, c.media, c.query), c.body, http.StatusOK, http.Header{}, c.reply)
			entries := o.Recording.Entries()
			if len(entries) != 1 || brief(entries[0]) != c.want {
				t.Errorf("%s, in pieces of %d:\n got %s\nwant %s", name, pieces, brief(entries[0]), c.want)
			}
		}
	}
}

// TestImpossibleWaits: a server may ask for more seconds than a duration can count, or for less
// than none.
func TestImpossibleWaits(t *testing.T) {
	t.Parallel()
	for asked, want := range map[string]int{"30": 30, "-5": 0, "soon": 0, "99999999999999999999": 1 << 30, "9223372036854775807": 1 << 30} {
		o := newObserver()
		observe(o, 1, request("auth.test", "", ""), "", http.StatusTooManyRequests, http.Header{"Retry-After": {asked}}, "")
		entries := o.Recording.Entries()
		if len(entries) != 1 || entries[0].RetryAfter != want {
			t.Errorf("%s: %+v", asked, entries)
		}
		var file bytes.Buffer
		entries[0].RetryAfter = math.MaxInt
		if err := record.Write(&file, entries); err != nil {
			t.Fatal(err)
		}
		if read, err := record.Read(file.Bytes()); err != nil || read[0].RetryAfter > 1<<30 {
			t.Errorf("a file says %+v, %v", read, err)
		}
	}
}

func TestPartsOfAForm(t *testing.T) {
	t.Parallel()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	_ = w.WriteField("token", botToken)
	part, _ := w.CreateFormFile("file", "secret.txt")
	_, _ = part.Write(bytes.Repeat([]byte("token=no "), 100_000))
	_ = w.WriteField("channel", "D1")
	_ = w.Close()
	o := newObserver()
	observe(o, 1000, request("files.upload", w.FormDataContentType(), ""), body.String(), http.StatusOK, http.Header{}, `{"ok":true}`)
	e := o.Recording.Entries()[0]
	if e.Kind != catalog.Bot || e.Token != record.Fingerprint(botToken) {
		t.Errorf("%+v", e)
	}
}

// What a later reply tells of a conversation counts for the calls before it.
func TestTypesAreLearned(t *testing.T) {
	t.Parallel()
	o := newObserver()
	post := func(method, body, reply string) {
		observe(o, 1<<20, request(method, form, ""), body, http.StatusOK, http.Header{}, reply)
	}
	post("conversations.history", "channel=C1", `{"ok":true}`)
	post("conversations.history", "channel=G1", `{"ok":true}`)
	post("chat.postMessage", "channel=C1", `{"ok":true}`)
	post("conversations.list", "", `{"ok":true,"channels":[{"id":"C1","is_channel":true,"is_private":false,"is_member":false,"latest":{"id":"C7"}},`+
		`{"id":"G1","is_group":true,"is_mpim":true,"is_private":true},{"id":"C3","is_channel":true,"is_private":false}]}`)
	post("chat.postMessage", "channel=C1", `{"ok":true}`)
	post("chat.postMessage", "channel=G1", `{"ok":true}`)
	post("conversations.history", "channel=C9", `{"ok":true}`)
	post("conversations.open", "users=U1,U2", `{"ok":true,"channel":{"id":"C9"}}`)
	var got []string
	for _, e := range o.Recording.Entries() {
		got = append(got, fmt.Sprint(e.Method, e.Types, e.Membership))
	}
	want := []string{
		"chat.postMessage[]", "chat.postMessage[]member", "chat.postMessage[]not a member",
		"conversations.history[channel]", "conversations.history[mpim]", "conversations.list[channel]", "conversations.open[]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestCompressedReplies(t *testing.T) {
	t.Parallel()
	var body bytes.Buffer
	z := gzip.NewWriter(&body)
	_, _ = io.WriteString(z, `{"ok":false,"error":"not_in_channel"}`)
	_ = z.Close()
	for encoding, c := range map[string]struct{ reply, want string }{
		"gzip": {body.String(), "not_in_channel"},
		"br":   {"\x0b\x02\x80{}", ""},
	} {
		o := newObserver()
		observe(o, 5, request("chat.postMessage", form, ""), "channel=C1", http.StatusOK, http.Header{"Content-Encoding": {encoding}}, c.reply)
		if e := o.Recording.Entries()[0]; e.Outcome != c.want {
			t.Errorf("%s: %+v", encoding, e)
		}
	}
}

// Entries count equal calls, are bounded, survive a file, and are merged over runs.
func TestRecordingIsAFile(t *testing.T) {
	t.Parallel()
	o := newObserver()
	h := http.Header{"X-Oauth-Scopes": {"chat:write, pins:read"}, "Retry-After": {"30"}}
	secret := "the text of a message"
	for i := range 3000 {
		body := url.Values{"token": {botToken}, "text": {secret}, "channel": {fmt.Sprint("C", i)}}.Encode()
		observe(o, 1<<20, request("conversations.history", form, ""), body, http.StatusOK, h, `{"ok":true,"x":"`+secret+`"}`)
	}
	observe(o, 1<<20, request("chat.postMessage", form, ""), "token="+botToken, http.StatusTooManyRequests, h, "")
	entries := o.Recording.Entries()
	if n := len(entries); n > 2010 || o.Recording.Calls() != 3001 {
		t.Fatalf("%d entries of %d calls", n, o.Recording.Calls())
	}
	var file bytes.Buffer
	if err := record.Write(&file, o.Recording.TakeUnsaved()); err != nil {
		t.Fatal(err)
	}
	if len(o.Recording.TakeUnsaved()) != 0 {
		t.Error("what was saved is saved again")
	}
	for _, s := range []string{botToken, "secret-part", secret} {
		if strings.Contains(file.String(), s) {
			t.Errorf("%q is in the file", s)
		}
	}
	if !record.IsRecording(file.Bytes()) {
		t.Error("the file is not known again")
	}
	read, err := record.Read(file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(entries, read); diff != "" {
		t.Error(diff)
	}
	both := &record.Recording{}
	both.Merge(read)
	both.Merge(read)
	if both.Calls() != 6002 || len(both.Entries()) != len(entries) {
		t.Errorf("%d calls in %d entries", both.Calls(), len(both.Entries()))
	}
	cut := file.Bytes()[:file.Len()-20]
	if read, err := record.Read(cut); err != nil || len(read) != len(entries)-1 {
		t.Errorf("of a file that was cut: %d, %v", len(read), err)
	}
	for _, bad := range []string{"", "{}", "x", `{"schema":"periscope.record/v2","method":"a","count":1}`, `{"schema":"periscope.record/v1"}`} {
		if _, err := record.Read([]byte(bad)); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}

// An app that makes up names does not fill the memory.
func TestEntriesAreBounded(t *testing.T) {
	t.Parallel()
	r := &record.Recording{}
	for i := range 30_000 {
		r.Merge([]record.Entry{{Method: fmt.Sprint("m", i), Kind: catalog.Bot, Count: 1}})
	}
	if n := len(r.Entries()); n > 20_001 || r.Calls() != 30_000 {
		t.Errorf("%d entries, %d calls", n, r.Calls())
	}
}

func FuzzObserver(f *testing.F) {
	f.Add("channel=C1&users=U1,U2", `{"ok":true,"channel":{"id":"C1","is_im":true}}`, 0)
	f.Add(`{"users":["U1",{"a":[1]}],"is_private":true}`, `{"error":"\u0041","ok":false`, 1)
	f.Add("--b\r\n\r\nx", "]]}}{{\"\\", 2)
	medias := []string{form, jsonBody, "multipart/form-data; boundary=b"}
	f.Fuzz(func(t *testing.T, body, reply string, media int) {
		var first string
		for _, pieces := range []int{1, 1 << 20} {
			o := newObserver()
			observe(o, pieces, request("conversations.info", medias[max(0, media)%3], ""), body, http.StatusOK, http.Header{}, reply)
			got := brief(o.Recording.Entries()[0])
			if first != "" && got != first {
				t.Fatalf("in pieces %q, whole %q", first, got)
			}
			first = got
		}
	})
}

func BenchmarkObserver(b *testing.B) {
	o := newObserver()
	reply := []byte(`{"ok":true,"channels":[` + strings.Repeat(`{"id":"C1","name":"general","is_channel":true,"is_private":false,"topic":{"value":"t"}},`, 1000) + `{}]}`)
	b.SetBytes(int64(len(reply)))
	b.ReportAllocs()
	for b.Loop() {
		x := o.Begin("conversations.list", request("conversations.list", form, ""))
		x.ReplyHeader(http.StatusOK, http.Header{})
		_, _ = x.Write(reply)
		x.End("")
	}
}

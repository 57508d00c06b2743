// Package page is the sandbox as people see it in a browser: teams, conversations with what
// apps posted, dialogs that wait for an answer, and the calls of apps as they come.
//
// It promises that what worlds and apps say stays text, that nothing is loaded from
// elsewhere, and that a page of another origin can neither read it nor press its buttons: it
// is guarded as the control plane is, and does what people do there through that plane. It
// changes nothing itself.
package page

import (
	"embed"
	"html/template"
	"net/http"
	"path"

	"periscope/slackapi/record"
	"periscope/slackapi/sandbox/control"
	"periscope/slackapi/sandbox/state"
)

//go:embed assets
var assets embed.FS

var pageTemplate = template.Must(template.ParseFS(assets, "assets/page.html"))

// Paths of the page: itself, what belongs to it, and the stream of what happens.
const (
	rootPath   = "/"
	assetsPath = "/page/"
	streamPath = "/page/stream"
)

// Page is the page of one sandbox.
type Page struct {
	State   *state.State
	Journal *record.Journal
	Plane   *control.Plane // that guards it
	// Done is closed when the sandbox ends, and with it all streams.
	Done <-chan struct{}

	streams streams
}

// Serves reports whether a path is the page's.
func Serves(urlPath string) bool {
	return urlPath == rootPath || path.Dir(urlPath) == path.Clean(assetsPath)
}

// ServeHTTP answers what [Serves] says.
func (p *Page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "+
		"form-action 'none'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	if r.Method != http.MethodGet {
		h.Set("Allow", http.MethodGet)
		http.Error(w, "the page is only read: people's actions are sent to /sandbox/", http.StatusMethodNotAllowed)
		return
	}
	if token := r.URL.Query().Get("token"); p.Plane.IsToken(token) {
		http.SetCookie(w, &http.Cookie{
			Name: control.TokenCookie, Value: token, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode,
		})
		http.Redirect(w, r, rootPath, http.StatusSeeOther)
		return
	}
	if err := p.Plane.Guard(r); err != nil {
		http.Error(w, err.Error()+"\nIn a browser, open /?token=TOKEN once.", control.StatusOf(err))
		return
	}
	switch r.URL.Path {
	case rootPath:
		h.Set("Content-Type", "text/html; charset=utf-8")
		_ = pageTemplate.Execute(w, viewOf(p.State, p.Journal, r.URL.Query())) // a browser that left is no concern of ours
	case streamPath:
		p.streams.serve(w, r, p.State, p.Journal, p.Done)
	default:
		http.ServeFileFS(w, r, assets, "assets/"+path.Base(r.URL.Path))
	}
}

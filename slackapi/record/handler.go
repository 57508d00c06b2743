package record

import (
	"io"
	"net/http"
	"strings"
)

// Handler records the calls that another handler answers: those of paths below /api/, and
// posts to webhooks below /services/.
func (o *Observer) Handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		method := ""
		switch {
		case strings.HasPrefix(r.URL.Path, "/api/"):
			method = MethodOf(r.URL.Path)
		case strings.HasPrefix(r.URL.Path, "/services/"):
			method = Webhook
		}
		if method == "" {
			next.ServeHTTP(w, r)
			return
		}
		x := o.Begin(method, r)
		defer x.End("")
		r.Body = &observedBody{r.Body, x.RequestBody()}
		next.ServeHTTP(&observedWriter{ResponseWriter: w, exchange: x}, r)
	})
}

type observedBody struct {
	io.ReadCloser
	to *RequestBody
}

func (b *observedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	_, _ = b.to.Write(p[:n]) // it never fails
	return n, err
}

// observedWriter has a reply read as it is written.
type observedWriter struct {
	http.ResponseWriter
	exchange *Exchange
	began    bool
}

// Unwrap is for [http.ResponseController].
func (w *observedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// WriteHeader begins the reply.
func (w *observedWriter) WriteHeader(status int) {
	if !w.began {
		w.began = true
		w.exchange.ReplyHeader(status, w.Header())
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *observedWriter) Write(p []byte) (int, error) {
	if !w.began {
		w.WriteHeader(http.StatusOK)
	}
	_, _ = w.exchange.Write(p) // it never fails
	return w.ResponseWriter.Write(p)
}

package watch

import "periscope/cli/console"

// write prints the result in a format.
func (r *result) write(env *console.Environment, format console.Format) error {
	switch format {
	case console.JSONFormat:
		return console.WriteJSON(env.Out, r.document())
	case console.MarkdownFormat:
		return r.markdown(env.Out)
	}
	return r.text(env.Out)
}

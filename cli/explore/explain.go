package explore

import (
	"periscope/model"
	"periscope/slackapi/explain"
)

// Explain implements [ui.Explainer].
func (*Source) Explain(text string, held *model.Permissions) []model.Diagnosis {
	var all []model.Diagnosis
	for _, r := range explain.Refusals(text) {
		all = append(all, explain.Diagnose(r, held))
	}
	return all
}

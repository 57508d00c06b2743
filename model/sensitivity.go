package model

import (
	"strings"

	"periscope/model/catalog"
)

// Sensitivity is how much a scope lets an app see or do. Slack publishes no grades:
// these are ours, and their basis says so.
type Sensitivity string

const (
	HighSensitivity   Sensitivity = "high"   // what people write, who they are, or the organization's administration
	MediumSensitivity Sensitivity = "medium" // acts in the workspace for others to see
	LowSensitivity    Sensitivity = "low"    // names and settings, or the app itself
)

// SensitivityBasis is the basis of every grade.
const SensitivityBasis = catalog.Inferred

// sensitivityRules are tried in order; the first that fits decides.
var sensitivityRules = []struct {
	fits  func(scope string) bool
	grade Sensitivity
	why   string
}{
	{func(s string) bool { return s == "admin" || strings.HasPrefix(s, "admin.") }, HighSensitivity, "it administers the organization"},
	{func(s string) bool {
		return s == "auditlogs:read" || strings.HasPrefix(s, "team.billing")
	}, HighSensitivity, "it reads logs or bills of the organization"},
	{func(s string) bool {
		return strings.Contains(s, ":history") || strings.HasPrefix(s, "search:read")
	}, HighSensitivity, "it reads what people write"},
	{func(s string) bool {
		return strings.HasPrefix(s, "files:read") || strings.HasPrefix(s, "canvases:read") || strings.HasPrefix(s, "lists:read")
	}, HighSensitivity, "it reads files that people share"},
	{func(s string) bool {
		return strings.Contains(s, "email") || s == "profile" || s == "users.profile:read"
	}, HighSensitivity, "it reads personal data"},
	{func(s string) bool {
		return s == "client" || s == "bot" || s == "read" || s == "post"
	}, HighSensitivity, "it is a scope of old apps, and opens much at once"},
	{
		func(s string) bool {
			return strings.Contains(s, ":write") || strings.HasSuffix(s, ":manage") || strings.HasSuffix(s, ":join")
		},
		MediumSensitivity, "it changes things that others see",
	},
	{
		func(s string) bool {
			return s == "incoming-webhook" || s == "app_mentions:read" || strings.HasPrefix(s, "reactions:read")
		},
		MediumSensitivity, "it reads or posts messages, of some kinds only",
	},
}

// SensitivityOf grades a scope, and says why.
func SensitivityOf(s catalog.Scope) (grade Sensitivity, why string) {
	for _, rule := range sensitivityRules {
		if rule.fits(string(s)) {
			return rule.grade, rule.why
		}
	}
	return LowSensitivity, "it reads names and settings, or is about the app itself"
}

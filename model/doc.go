// Package model is Periscope's domain: teams, resources, scopes, and the rules
// by which Slack lets a token act.
//
// It is pure: nothing here reads a file, a clock, a network or a terminal, and no
// function changes a value that it was given. So every rule can be tested from a
// table, and values can be shared between goroutines. Package catalog records
// what a scope or a method is; this package decides what follows from that.
//
// Where a rule rests on something that Slack never documented, the result
// carries the [catalog.Basis], and callers show it.
package model

package usage

import (
	"bytes"
	"path"
	"slices"
	"strings"
)

// testDirs are the directories of tests, and of what tests are told, in any language.
var testDirs = []string{
	"test", "tests", "spec", "specs", "__tests__", "__mocks__", "testdata", "fixtures", "__fixtures__", "mocks", "testing", "e2e",
	"cypress", "androidtest", "integrationtest", "testfixtures",
}

// testName is the name of a file of tests.
var testName = lazy(
	`(?:_test\.(?:go|exs?|py|rb|php|rs|dart)|[._-](?:test|spec|tests|mock)\.(?:[cm]?[jt]sx?|ps1|rb|py)|` +
		`_spec\.rb|Tests?\.(?:java|kt|cs|php|scala|groovy|ps1|swift)|` +
		`(?:Test|Spec|IT)\.(?:java|kt|groovy|scala))$|^(?:test_\w+|conftest)\.py$|^(?:spec|test|rails)_helper\.rb$|^jest\.setup\.\w+$`)

// frameworks are what the tests of a language begin with, each with what has to stand
// there besides.
var frameworks = map[string][][2]string{
	"Python": {{"import unittest", "TestCase"}, {"pytest", "def test_"}, {"unittest.mock", "def test_"}},
	"JavaScript": {
		{"describe(", "it("},
		{"describe(", "test("},
		{"jest.mock(", ""},
		{"vi.mock(", ""},
		{"from 'vitest'", ""},
		{"node:test", ""},
	},
	"Ruby":       {{"describe ", " it "}, {"describe ", " it("}, {"RSpec.", ""}, {"Minitest::", ""}, {"ActiveSupport::TestCase", ""}},
	"Java":       {{"org.junit", "@Test"}, {"io.kotest", ""}, {"org.mockito", "@Test"}, {"kotlin.test", "@Test"}},
	"PHP":        {{"PHPUnit", "TestCase"}, {"extends TestCase", ""}},
	"C#":         {{"Xunit", "[Fact"}, {"NUnit", "[Test"}, {"[TestMethod", ""}, {"Xunit", "[Theory"}},
	"Elixir":     {{"use ExUnit.Case", ""}},
	"PowerShell": {{"Describe ", "It "}},
}

// IsTest reports whether a file is there to test others, by its path. What it calls, it
// calls on what stands in for Slack.
func IsTest(file string) bool {
	file = strings.ReplaceAll(file, `\`, "/")
	dir, name := path.Split(file)
	if testName().MatchString(name) {
		return true
	}
	for part := range strings.SplitSeq(strings.ToLower(dir), "/") {
		if slices.Contains(testDirs, part) || strings.HasSuffix(part, ".tests") || strings.HasSuffix(part, ".test") ||
			strings.HasSuffix(part, ".unittests") || strings.HasSuffix(part, ".integrationtests") {
			return true
		}
	}
	return false
}

// tests reports whether code is that of tests, by the framework that it uses.
func (s *source) tests() bool {
	return slices.ContainsFunc(frameworks[s.language], func(f [2]string) bool {
		return bytes.Contains(s.text.plain, []byte(f[0])) && bytes.Contains(s.text.plain, []byte(f[1]))
	})
}

// markTests marks the files of tests, unless all are: then they are what there is.
func markTests(files []*File) {
	all := true
	for _, f := range files {
		f.isTest = IsTest(f.Path) || f.tests()
		all = all && f.isTest
	}
	for _, f := range files {
		f.isTest = f.isTest && !all
	}
}

// leaveTests makes what tests call, in a file of them or at the end of one of Rust, methods
// that are named only.
func (s *source) leaveTests() {
	from := s.testsFrom()
	if s.isTest {
		from = 0
	}
	s.found = slices.DeleteFunc(s.found, func(f finding) bool {
		if f.start < from {
			return false
		}
		s.named = append(s.named, namedPlace{start: f.start, methods: f.methods, test: true})
		return true
	})
	s.untraced = slices.DeleteFunc(s.untraced, func(u untracedPlace) bool { return u.start >= from })
}

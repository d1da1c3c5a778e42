// Writes the table of image references against which ImageReferenceTableTest checks our parser: every
// input with the verdict of github.com/distribution/reference, the library that container runtimes use.
//
// Run it from the root of the repository:
//
//	go run -C src/test/reference-table .
package main

import (
	"bufio"
	_ "crypto/sha256" // a digest algorithm counts as known only when it is linked in
	_ "crypto/sha512"
	"fmt"
	"log"
	"os"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/distribution/reference"
)

const table = "../resources/io/langop/operator/image/reference-table.tsv"

const header = `# Image references and what github.com/distribution/reference v0.6.0 (ParseNormalizedNamed) says of them.
# Generated from src/test/reference-table/inputs.txt and combinations; never edit by hand. To regenerate:
#   go run -C src/test/reference-table .
# Columns, separated by tabs: input, verdict (valid, invalid), registry, repository, tag, digest.
# Characters outside of printable ASCII, and the backslash, are written \uXXXX.
`

func main() {
	inputs, err := listed("inputs.txt")
	if err != nil {
		log.Fatal(err)
	}
	inputs = append(inputs, combined()...)

	var out strings.Builder
	out.WriteString(header)
	seen := map[string]bool{}
	for _, input := range inputs {
		if !seen[input] {
			seen[input] = true
			out.WriteString(row(input))
		}
	}
	if err := os.WriteFile(table, []byte(out.String()), 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d references\n", len(seen))
}

func row(input string) string {
	named, err := reference.ParseNormalizedNamed(input)
	if err != nil {
		return escape(input) + "\tinvalid\t\t\t\t\n"
	}
	tag, digest := "", ""
	if tagged, ok := named.(reference.Tagged); ok {
		tag = tagged.Tag()
	}
	if digested, ok := named.(reference.Digested); ok {
		digest = digested.Digest().String()
	}
	columns := []string{escape(input), "valid", reference.Domain(named), reference.Path(named), tag, digest}
	return strings.Join(columns, "\t") + "\n"
}

var (
	repeated = regexp.MustCompile(`\{\{(.*?)\*(\d+)\}\}`)
	escaped  = regexp.MustCompile(`\\u[0-9a-f]{4}`)
)

// listed reads one input a line; {{x*3}} stands for xxx, \u000a for the character, lines of # are comments.
func listed(file string) ([]string, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var inputs []string
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line := lines.Text()
		if strings.HasPrefix(line, "#") || line == "" {
			continue
		}
		line = repeated.ReplaceAllStringFunc(line, func(macro string) string {
			parts := repeated.FindStringSubmatch(macro)
			times, _ := strconv.Atoi(parts[2])
			return strings.Repeat(parts[1], times)
		})
		inputs = append(inputs, escaped.ReplaceAllStringFunc(line, func(code string) string {
			value, _ := strconv.ParseUint(code[2:], 16, 16)
			return string(rune(value))
		}))
	}
	return append(inputs, ""), lines.Err()
}

// combined crosses hosts, paths, tags and digests, good ones and bad ones.
func combined() []string {
	hosts := []string{"", "docker.io/", "index.docker.io/", "ghcr.io/", "localhost/", "r.corp:5000/", "EVIL/",
		"[::1]:5000/", "10.0.0.1/", "a_b.io/", "x-.io/"}
	paths := []string{"app", "team/app", "library/app", "a/b/c", "a__b", "a..b", "App"}
	sum := strings.Repeat("0123456789abcdef", 4)
	suffixes := []string{"", ":v1.0", ":-v", "@sha256:" + sum, ":v1@sha256:" + sum, "@sha256:" + sum[1:]}
	var inputs []string
	for _, host := range hosts {
		for _, path := range paths {
			for _, suffix := range suffixes {
				inputs = append(inputs, host+path+suffix)
			}
		}
	}
	return inputs
}

func escape(text string) string {
	var out strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		if unit > ' ' && unit <= '~' && unit != '\\' {
			out.WriteRune(rune(unit))
		} else {
			fmt.Fprintf(&out, "\\u%04x", unit)
		}
	}
	return out.String()
}

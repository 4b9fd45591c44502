package display

import (
	"fmt"
	"strings"
)

// Progress shows how far something has come: done of total steps, and a few words. A total of 0 or less is not known.
func Progress(done, total float64, words string) Bundle {
	words = line(words, 60)
	if total <= 0 {
		text := number(int(done))
		html := el("p", progressStyle, strings.TrimSpace(text+" "+esc(words))) + "\n"
		return HTML(html, strings.TrimSpace(text+" "+ascii(words))).With(MIMEMarkdown, mdParagraph(strings.TrimSpace(text+" "+mdText(words))))
	}
	share := min(max(done/total, 0), 1)
	const width = 40
	filled := int(share * width)
	plain := fmt.Sprintf("[%s%s] %3d%% %s/%s", strings.Repeat("#", filled), strings.Repeat(".", width-filled), int(share*100), amount(done), amount(total))
	text := fmt.Sprintf("%d%%, %s of %s", int(share*100), amount(done), amount(total))
	html, md := text, text
	if words != "" {
		plain += " " + ascii(words)
		html += ": " + esc(words)
		md += ": " + mdText(words)
	}
	return HTML(progressHTML(share, html), plain).With(MIMEMarkdown, mdParagraph(md))
}

func amount(v float64) string {
	if v == float64(int64(v)) {
		return number(int(v))
	}
	return millis(v)
}

const progressStyle = "margin:0 0 6px;font-size:13px;line-height:20px"

// progressHTML is a bar and a text beside it: the bar is a background, for what is left of <progress> in a sanitised
// page is nothing.
func progressHTML(share float64, text string) string {
	fill := fmt.Sprintf("background:linear-gradient(%s,%s) no-repeat 0 0/%d%% 100%%", blue.fill, blue.fill, int(share*100))
	bar := el("span", "display:inline-block;width:200px;max-width:40%;height:10px;vertical-align:middle;border:"+rule+";border-radius:5px;"+fill, "")
	return el("p", progressStyle, bar+" "+text) + "\n"
}

namespace Rhodes.Twin.Report;

/// <summary>The parts that the sections of the page are put together from.</summary>
internal static class Page
{
    /// <summary>Tables show no more rows; the last line says how many there are.</summary>
    public const int MostRows = 200;

    public static Html Section(string id, string title, Html text, Html body) => Html.Of($"""
        <section id="{id}">
        <h2>{title}</h2>
        <p class="lede">{text}</p>
        {body}
        </section>

        """);

    /// <summary>A chart that a script draws from the data by its name, what it shows in words, and the table behind it.</summary>
    public static Html Chart(string chart, string caption, Html table, string argument = "") => Html.Of($"""
        <figure>{Canvas(chart, caption, argument)}
        <figcaption>{caption}</figcaption>{Behind("The figures as a table", table)}</figure>

        """);

    public static Html Canvas(string chart, string caption, string argument = "") =>
        Html.Of($"""<div class="chart" data-chart="{chart}" data-of="{argument}" role="img" aria-label="{caption}"></div>""");

    public static Html Behind(string summary, Html table) => Html.Of($"""<details><summary>{summary}</summary>{table}</details>""");

    /// <param name="heads">A head that starts with '#' is of a column of numbers.</param>
    /// <param name="rows">A list of cells each; the first is the row's head.</param>
    public static Html Table(string caption, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<Html>> rows)
    {
        List<IReadOnlyList<Html>> all = [.. rows];
        var left = all.Count > MostRows ? Html.Of($"<p class=\"note\">The first {MostRows} of {all.Count:#,0} rows.</p>") : Html.Nothing;
        return Html.Of($"""
            <div class="table"><table><caption>{caption}</caption>
            <thead><tr>{heads.Select(head => Html.Of($"<th scope=\"col\"{Numeric(head)}>{head.TrimStart('#')}</th>"))}</tr></thead>
            <tbody>{all.Take(MostRows).Select(row => Row(heads, row))}</tbody></table></div>{left}
            """);
    }

    /// <summary>A share as a bar with its figure.</summary>
    /// <param name="hue">A use of devices, which has a colour: <c>loan</c>.</param>
    /// <param name="words">What is said beside it; null: its share.</param>
    public static Html Bar(Int128 part, Int128 whole, string hue, string? words = null) => Html.Of(
        $"<span class=\"bar\"><i class=\"{hue}\" style=\"width:{Percent(part, whole):0.##}%\"></i></span>{words ?? Words.Share(part, whole)}");

    /// <summary>Parts of one whole, side by side; the legend is apart.</summary>
    public static Html StackedBar(IReadOnlyList<(string Name, string Hue, Int128 Part)> parts)
    {
        Int128 whole = 0;
        foreach (var part in parts) whole += part.Part;
        return Html.Of($"""
            <span class="stack">{from part in parts
                                 where part.Part > 0
                                 select Html.Of($"<i class=\"{part.Hue}\" style=\"width:{Percent(part.Part, whole):0.##}%\" title=\"{part.Name}: {Words.Share(part.Part, whole)}\"></i>")}</span>
            """);
    }

    public static Html Legend(IEnumerable<(string Name, string Hue)> entries) => Html.Of(
        $"<p class=\"legend\">{entries.Select(entry => Html.Of($"<span><i class=\"{entry.Hue}\"></i>{entry.Name}</span> "))}</p>\n");

    public static Html Text(string text) => Html.Of($"{text}");

    public static IReadOnlyList<Html> Cells(params string[] cells) => [.. cells.Select(Text)];

    private static decimal Percent(Int128 part, Int128 whole) => whole == 0 ? 0 : Math.Clamp((decimal)part / (decimal)whole * 100, 0, 100);

    private static Html Row(IReadOnlyList<string> heads, IReadOnlyList<Html> cells) => Html.Of($"""
        <tr><th scope="row">{cells[0]}</th>{cells.Skip(1).Select((cell, at) => Html.Of($"<td{Numeric(heads[at + 1])}>{cell}</td>"))}</tr>

        """);

    private static Html Numeric(string head) => head.StartsWith('#') ? Html.Of($" class=\"n\"") : Html.Nothing;
}

using System.Globalization;
using System.Text;

namespace Rhodes.Cli.Models;

/// <summary>The errors as a picture: one point a row, the families side by side, in each by error.</summary>
internal static class CheckPlot
{
    private const int Left = 60;
    private const int Top = 20;
    private const int Width = 900;
    private const int Height = 360;

    /// <summary>Larger errors stand on the edge.</summary>
    private const double Edge = 1.0;

    private const int Gap = 24;

    private static readonly string[] Colours = ["#1f77b4", "#d62728", "#2ca02c", "#9467bd"];

    public static string Svg(IReadOnlyList<CheckedRow> rows)
    {
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Left + Width + 20} {Top + Height + 60}\" font-family=\"sans-serif\" font-size=\"12\">\n");
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        foreach (var error in new[] { -1, -0.3, -0.15, 0, 0.15, 0.3, 1 })
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" x2=\"{Left + Width}\" y1=\"{Y(error):0.0}\" y2=\"{Y(error):0.0}\" stroke=\"{(error == 0 ? "#000" : "#bbb")}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 6}\" y=\"{Y(error) + 4:0.0}\" text-anchor=\"end\">{error * 100:+0;-0;0} %</text>\n");
        }

        var families = rows.GroupBy(row => row.Family).OrderBy(family => family.Key).ToList();
        var step = (Width - Gap * (families.Count + 1.0)) / rows.Count;
        double x = Left + Gap;
        foreach (var family in families)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.0}\" y=\"{Top + Height + 24}\" fill=\"{Colours[(int)family.Key]}\">{ModelCheck.Name(family.Key)} ({family.Count()})</text>\n");
            foreach (var row in family.OrderBy(row => row.Error))
            {
                var fill = row.Calibrates ? "none" : Colours[(int)family.Key];
                svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x:0.0}\" cy=\"{Y(row.Error):0.0}\" r=\"3\" fill=\"{fill}\" stroke=\"{Colours[(int)family.Key]}\"/>\n");
                x += step;
            }

            x += Gap;
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"{Top + Height + 48}\">predicted against measured, one point a row, by error; hollow: rows that may set factors; beyond 100 % on the edge</text>\n</svg>\n");
        return svg.ToString();
    }

    private static double Y(double error) => Top + Height / 2.0 * (1 - Math.Clamp(error, -Edge, Edge) / Edge);
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using Rhodes.Files;
using Rhodes.Twin.Traces;

namespace Rhodes.Twin.Serving;

/// <summary>
/// Requests drawn from what is known of each client of a service: in every ten minutes of a day its rate and how its requests bunch, in every six hours how long its prompts and answers are. Each client has its own chance, so
/// that others do not change its requests.
/// </summary>
/// <remarks>The form of ServeGen (Xiang et al., arXiv 2505.09999): <c>chunk-N-trace.csv[.gz]</c> and <c>chunk-N-dataset.json[.gz]</c> for each client.</remarks>
public static class ClientProfiles
{
    private const string Trace = "-trace.csv", Sizes = "-dataset.json";

    /// <summary>Seconds of a row.</summary>
    private const double Window = 600;

    private const double MostRate = 1e6;

    /// <summary>Requests of a client in one row: more would fill the memory.</summary>
    private const double MostInWindow = 10_000_000;

    /// <param name="seed">Where chance begins.</param>
    /// <param name="until">Seconds from the first row on that are drawn.</param>
    /// <returns>In order of arrival, with their clients by the order of the files' names. Null: something is wrong.</returns>
    /// <exception cref="IOException">A file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be opened.</exception>
    public static RequestFile? Draw(string folder, int seed, double until, out TraceProblem? problem)
    {
        problem = null;
        var traces = Directory.GetFiles(folder).Where(file => Path.GetFileName(file).Contains(Trace, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        if (traces.Count == 0) problem = new(folder, 0, 0, $"no file with '{Trace}' in its name", $"a folder of clients, with two files for each: NAME{Trace} and NAME{Sizes}, packed with gzip or not");
        List<ServedRequest> requests = [];
        var skipped = 0L;
        for (var client = 0; client < traces.Count && problem is null; client++)
        {
            var sizes = SizesOf(traces[client].Replace(Trace, Sizes, StringComparison.Ordinal), out problem);
            if (sizes is not null) problem = DrawClient(traces[client], client, sizes, Chance.For(seed, Path.GetFileName(traces[client])), until, requests, ref skipped);
        }

        if (problem is null && requests.Count == 0) problem = new(folder, 0, 0, "no request in the time that was asked for", "at least one");
        return problem is null ? new([.. requests.OrderBy(request => request.Arrival)], 0, skipped) : null;
    }

    private static TraceProblem? DrawClient(string path, int client, SortedDictionary<double, (Table Prompt, Table Output)> sizes, Chance chance, double until, List<ServedRequest> requests, ref long skipped)
    {
        using TraceLines lines = new(File.OpenRead(path), path);
        var carried = 0.0;
        Span<Range> ranges = stackalloc Range[7];
        while (lines.TryNext())
        {
            var line = lines.Current;
            if (line.IsWhiteSpace()) continue;
            var fields = line.Split(ranges, ',');
            if (fields != 6) return At(0, $"{fields} fields", "6: start, rate, coefficient of variation, distribution, and its two parameters");
            if (!TryNumber(line[ranges[0]], 1e12, out var start)) return At(1, TraceProblem.Quote(line[ranges[0]]), "seconds from 0 on");
            if (!TryNumber(line[ranges[1]], MostRate, out var rate)) return At(ranges[1].Start.Value + 1, TraceProblem.Quote(line[ranges[1]]), $"requests a second, from 0 to {MostRate:#,0}");
            if (start >= until) break;
            var kind = line[ranges[3]].Trim();
            if (rate == 0 || kind.IsEmpty) continue;
            var isGamma = kind.SequenceEqual("Gamma");
            if (!isGamma && !kind.SequenceEqual("Weibull")) return At(ranges[3].Start.Value + 1, TraceProblem.Quote(kind), "Gamma, Weibull or nothing");
            if (!TryNumber(line[ranges[4]], 1e6, out var shape) || shape <= 0) return At(ranges[4].Start.Value + 1, TraceProblem.Quote(line[ranges[4]]), "the shape of the gaps, a number above 0");
            var exact = (rate * Window) + carried;
            if (exact > MostInWindow) return At(ranges[1].Start.Value + 1, $"{exact:#,0} requests in ten minutes", $"at most {MostInWindow:#,0}");
            var count = (int)exact;
            carried = exact - count;
            var known = sizes.LastOrDefault(pair => pair.Key <= start);
            if (count == 0) continue;
            if (known.Value.Prompt is not { IsEmpty: false } prompt || known.Value.Output is not { IsEmpty: false } output)
            {
                skipped += count;
                continue;
            }

            AddWindow(start, Gaps(count, shape, isGamma, chance), until, gap => new(gap, prompt.Draw(chance), output.Draw(chance), client), requests);
        }

        return lines.Problem;

        TraceProblem At(int column, string found, string expected) => new(path, lines.Line, column, found, expected);
    }

    /// <summary>Gaps that fill the window: the rate is that of the row, and the shape says how they bunch.</summary>
    private static double[] Gaps(int count, double shape, bool isGamma, Chance chance)
    {
        var gaps = new double[count + 1];
        for (var i = 0; i < gaps.Length; i++) gaps[i] = Math.Max(1e-300, isGamma ? Gamma(shape, chance) : Math.Pow(-Math.Log(Uniform(chance)), 1 / shape));
        gaps[^1] *= Uniform(chance);   // the window begins and ends somewhere in a gap
        var whole = gaps.Sum();
        for (var i = 0; i < gaps.Length; i++) gaps[i] *= Window / whole;
        return gaps;
    }

    private static void AddWindow(double start, double[] gaps, double until, Func<double, ServedRequest> make, List<ServedRequest> requests)
    {
        var at = start;
        for (var i = gaps.Length - 1; i > 0; i--)
        {
            at += gaps[i];
            var request = make(at);
            if (at < until) requests.Add(request);
        }
    }

    /// <summary>With scale 1: Marsaglia and Tsang, "A simple method for generating gamma variables", 2000; below shape 1 by their remark, <c>Gamma(k + 1) U^(1/k)</c>.</summary>
    private static double Gamma(double shape, Chance chance)
    {
        if (shape < 1) return Gamma(shape + 1, chance) * Math.Pow(Uniform(chance), 1 / shape);
        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var normal = Math.Sqrt(-2 * Math.Log(Uniform(chance))) * Math.Cos(2 * Math.PI * Uniform(chance));
            var cube = Math.Pow(1 + (c * normal), 3);
            if (cube > 0 && Math.Log(Uniform(chance)) < (0.5 * normal * normal) + d - (d * cube) + (d * Math.Log(cube))) return d * cube;
        }
    }

    /// <summary>Above 0, and at most 1.</summary>
    private static double Uniform(Chance chance) => ((chance.Next() >> 11) + 1) * (1.0 / (1UL << 53));

    private static bool TryNumber(ReadOnlySpan<char> text, double most, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && value >= 0 && value <= most;

    private static SortedDictionary<double, (Table Prompt, Table Output)>? SizesOf(string path, out TraceProblem? problem)
    {
        problem = null;
        if (!File.Exists(path))
        {
            problem = new(path, 0, 0, "no such file", "the lengths of this client's prompts and answers");
            return null;
        }

        try
        {
            using StreamReader reader = new(Gzip.UnpackIfPacked(File.OpenRead(path)), new UTF8Encoding(false, throwOnInvalidBytes: true));
            using var document = JsonDocument.Parse(reader.ReadToEnd());
            SortedDictionary<double, (Table, Table)> sizes = [];
            foreach (var window in document.RootElement.EnumerateObject())
            {
                if (!TryNumber(window.Name, 1e12, out var start)) return Wrong($"the key {TraceProblem.Quote(window.Name)}", "the second at which a window starts", out problem);
                if (!TryTable("input_tokens", out var prompt) || !TryTable("output_tokens", out var output)) return Wrong($"under '{window.Name}' no input_tokens or output_tokens in the form {{tokens: probability, ...}}", "both, as texts of that form", out problem);
                sizes[start] = (prompt, output);

                bool TryTable(string name, out Table table)
                {
                    table = default!;
                    return window.Value.ValueKind == JsonValueKind.Object && window.Value.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String && Table.TryParse(text.GetString()!, out table);
                }
            }

            return sizes;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or InvalidDataException or DecoderFallbackException)
        {
            return Wrong("what is no JSON object, or damaged", "an object with a window's lengths under the second at which it starts", out problem);
        }

        SortedDictionary<double, (Table, Table)>? Wrong(string found, string expected, out TraceProblem wrong)
        {
            wrong = new(path, 0, 0, found, expected);
            return null;
        }
    }

    /// <summary>Lengths, each with the probability that it or a smaller one is drawn.</summary>
    private sealed class Table(int[] tokens, double[] upTo)
    {
        public bool IsEmpty => tokens.Length == 0;

        public int Draw(Chance chance)
        {
            var at = Array.BinarySearch(upTo, Uniform(chance) * upTo[^1]);
            return tokens[Math.Min(at < 0 ? ~at : at, tokens.Length - 1)];
        }

        /// <summary><c>{45: 0.01, 46: 0.99}</c>, as Python writes it.</summary>
        public static bool TryParse(string text, out Table table)
        {
            table = new([], []);
            if (text is not ['{', .. var inside, '}']) return false;
            List<int> tokens = [];
            List<double> upTo = [];
            var sum = 0.0;
            foreach (var pair in inside.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (pair.Split(':') is not [var key, var part] || !TryNumber(key, int.MaxValue, out var length) || !TryNumber(part, 1e9, out var probability)) return false;
                if (probability == 0 || length < 1) continue;
                tokens.Add((int)Math.Round(length));
                upTo.Add(sum += probability);
            }

            table = new([.. tokens], [.. upTo]);
            return true;
        }
    }
}

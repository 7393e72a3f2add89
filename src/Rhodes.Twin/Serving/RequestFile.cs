using System.Globalization;
using System.Text.Json;
using Rhodes.Twin.Traces;

namespace Rhodes.Twin.Serving;

/// <summary>Requests of a file.</summary>
/// <param name="PieceTokens">Tokens of each of <see cref="ServedRequest.Beginnings"/>; 0: the file tells nothing of what prompts begin with.</param>
/// <param name="Skipped">Requests without a token that comes in or goes out.</param>
public sealed record RequestFile(IReadOnlyList<ServedRequest> Requests, int PieceTokens, long Skipped)
{
    /// <summary>Tokens of a hashed block in the traces of Mooncake.</summary>
    private const int MooncakeBlock = 512;

    private const string AzureHeader = "TIMESTAMP,ContextTokens,GeneratedTokens";
    private const int MostTokens = 100_000_000;
    private const long MostMilliseconds = 100L * 366 * 86_400_000;

    private delegate TraceProblem? LineReader(ReadOnlySpan<char> line, Func<int, string, string, TraceProblem> at, out ServedRequest request);

    /// <summary>
    /// Reads a file in one of two forms, told apart by its first line, packed with gzip or not: that of AzurePublicDataset (<c>TIMESTAMP,ContextTokens,GeneratedTokens</c>), and that of Mooncake (a JSON object
    /// a line with <c>timestamp</c> in milliseconds, <c>input_length</c>, <c>output_length</c>, <c>hash_ids</c>). The first request comes at 0.
    /// </summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public static RequestFile? Read(string path, out TraceProblem? problem)
    {
        using TraceLines lines = new(File.OpenRead(path), path);
        problem = null;
        List<ServedRequest> requests = [];
        LineReader? read = null;
        var skipped = 0L;
        var isMooncake = false;
        while (problem is null && lines.TryNext())
        {
            if (lines.Current.IsWhiteSpace()) continue;
            if (read is null)
            {
                isMooncake = lines.Current.TrimStart().StartsWith("{");
                read = isMooncake ? ReadMooncake : ReadAzure;
                if (!isMooncake)
                {
                    if (!lines.Current.Trim().SequenceEqual(AzureHeader)) problem = At(0, TraceProblem.Quote(lines.Current), $"'{AzureHeader}', or a JSON object with timestamp, input_length and output_length");
                    continue;
                }
            }

            problem = read(lines.Current, At, out var request);
            if (problem is not null) break;
            if (request.Prompt == 0 || request.Output == 0) skipped++;
            else if (requests.Count > 0 && request.Arrival < requests[^1].Arrival) problem = At(0, "an instant before that of the line before it", "requests in order of their instants");
            else requests.Add(request);
        }

        problem ??= lines.Problem;
        if (problem is null && requests.Count == 0) problem = new(path, 0, 0, "no request with tokens", "at least one");
        if (problem is not null) return null;
        var start = requests[0].Arrival;
        return new(requests.ConvertAll(request => request with { Arrival = request.Arrival - start }), isMooncake ? MooncakeBlock : 0, skipped);

        TraceProblem At(int column, string found, string expected) => new(path, lines.Line, column, found, expected);
    }

    private static TraceProblem? ReadAzure(ReadOnlySpan<char> line, Func<int, string, string, TraceProblem> at, out ServedRequest request)
    {
        request = default;
        Span<Range> ranges = stackalloc Range[4];
        var fields = line.Split(ranges, ',');
        if (fields != 3) return at(0, $"{fields} fields", "3: TIMESTAMP,ContextTokens,GeneratedTokens");
        if (!DateTime.TryParse(line[ranges[0]].Trim(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant))
            return at(1, TraceProblem.Quote(line[ranges[0]]), "an instant such as 2023-11-16 18:15:46.6805900");
        Span<int> tokens = stackalloc int[2];
        for (var field = 1; field <= 2; field++)
        {
            var text = line[ranges[field]].Trim();
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out tokens[field - 1]) || tokens[field - 1] > MostTokens)
                return at(ranges[field].Start.Value + 1, TraceProblem.Quote(text), $"tokens, a whole number from 0 to {MostTokens:#,0}");
        }

        request = new((instant - DateTime.UnixEpoch).TotalSeconds, tokens[0], tokens[1]);
        return null;
    }

    private static TraceProblem? ReadMooncake(ReadOnlySpan<char> line, Func<int, string, string, TraceProblem> at, out ServedRequest request)
    {
        request = default;
        try
        {
            using var document = JsonDocument.Parse(line.ToString());
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return at(1, TraceProblem.Quote(line), "a JSON object");
            if (!TryWhole("timestamp", MostMilliseconds, out var instant, out var problem) || !TryWhole("input_length", MostTokens, out var prompt, out problem) || !TryWhole("output_length", MostTokens, out var output, out problem))
                return problem;
            int[]? pieces = null;
            if (root.TryGetProperty("hash_ids", out var ids))
            {
                if (ids.ValueKind != JsonValueKind.Array || ids.EnumerateArray().Any(id => id.ValueKind != JsonValueKind.Number || !id.TryGetInt32(out _))) return at(0, "hash_ids that are no list of whole numbers", "such as [0, 1, 2]");
                pieces = [.. ids.EnumerateArray().Select(id => id.GetInt32())];
            }

            request = new(instant / 1_000.0, (int)prompt, (int)output, 0, pieces);
            return null;

            bool TryWhole(string name, long most, out long value, out TraceProblem? wrong)
            {
                (value, wrong) = (0, null);
                if (root.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Number && found.TryGetInt64(out value) && value >= 0 && value <= most) return true;
                wrong = at(0, found.ValueKind == JsonValueKind.Undefined ? $"no {name}" : $"{name} {TraceProblem.Quote(found.GetRawText())}", $"{name}, a whole number from 0 to {most:#,0}");
                return false;
            }
        }
        catch (JsonException error)
        {
            return at((int)(error.BytePositionInLine ?? 0) + 1, "what is no JSON", "a JSON object a line, with timestamp, input_length and output_length");
        }
    }
}

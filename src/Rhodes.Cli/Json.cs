using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rhodes.Core.Units;

namespace Rhodes.Cli;

/// <summary>Answers for programs: snake_case names that are only ever added, durations in seconds, instants as text in UTC.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // it is read by programs, not pasted into a page
    };

    public static string Text(JsonNode node) => node.ToJsonString(Readable);

    public static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonNode?> one) => new([.. items.Select(one)]);

    public static decimal Seconds(Duration duration) => duration.Milliseconds / 1_000m;

    /// <summary>Null for what never comes.</summary>
    public static string? At(Instant at) => at.IsNever ? null : at.ToString();
}

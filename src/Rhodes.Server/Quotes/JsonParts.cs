using System.Text.Json.Nodes;
using Rhodes.Core.Units;

namespace Rhodes.Server.Quotes;

/// <summary>What documents for programs are made of: durations in seconds, instants as text in UTC.</summary>
internal static class JsonParts
{
    public static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonNode?> one) => new([.. items.Select(one)]);

    public static decimal Seconds(Duration duration) => duration.Milliseconds / 1_000m;

    /// <summary>Null for what never comes.</summary>
    public static string? At(Instant at) => at.IsNever ? null : at.ToString();
}

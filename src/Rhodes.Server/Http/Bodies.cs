using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Rhodes.Server.Http;

/// <summary>Reads small JSON bodies; what is wrong with one is a sentence.</summary>
public static class Bodies
{
    public static JsonSerializerOptions Json { get; } = Configure(new());

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DictionaryKeyPolicy = null;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.MaxDepth = 16;
        return options;
    }

    internal static bool TryRead<T>(byte[] body, [NotNullWhen(true)] out T? value, [NotNullWhen(false)] out IResult? refusal)
        where T : class
    {
        (value, refusal) = (null, null);
        try
        {
            value = JsonSerializer.Deserialize<T>(body.Length == 0 ? "{}"u8 : body, Json);
            if (value is not null) return true;
            refusal = Refusals.Bad("document", "Found null; expected a JSON object.");
        }
        catch (JsonException mistake)
        {
            var place = mistake.LineNumber is { } line ? $" (line {line + 1}, byte {mistake.BytePositionInLine + 1}, at {mistake.Path})" : "";
            refusal = Refusals.Bad("document", $"The JSON is not what is read here{place}: {Plainly(mistake.Message, typeof(T))}");
        }

        return false;
    }

    /// <summary>What the reader says, without its types and its second naming of the place.</summary>
    private static string Plainly(string said, Type body)
    {
        const string Wrong = "The JSON value could not be converted to ", Unknown = " could not be mapped to any .NET member";
        if (said.Split(Unknown) is [var property, _]) return $"{property} is not known here; expected {string.Join(", ", Json.GetTypeInfo(body).Properties.Select(each => each.Name))}.";
        if (!said.StartsWith(Wrong, StringComparison.Ordinal)) return said.Split(" Path:")[0].Split($" {Wrong}")[0];
        var type = said[Wrong.Length..].Split(" Path:")[0];
        return "expected " + (type.Contains("Collections", StringComparison.Ordinal) ? "a list" : type.Contains("String", StringComparison.Ordinal) ? "text, in quotes"
            : type.Contains("Boolean", StringComparison.Ordinal) ? "true or false" : type.Contains("Int", StringComparison.Ordinal) ? "a whole number" : type.Contains("Decimal", StringComparison.Ordinal) ? "a number" : "another kind of value");
    }
}

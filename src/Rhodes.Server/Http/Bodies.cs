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
            refusal = Refusals.Bad("document", $"The JSON is not what is read here{place}: {mistake.Message.Split(" Path:")[0].Split(" The JSON value could")[0]}");
        }

        return false;
    }
}

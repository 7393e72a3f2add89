using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Tests;

/// <summary>Just as much of JSON Schema as our schemas use; a word that it does not know fails the test.</summary>
internal sealed class SchemaChecker(string schema)
{
    private static readonly HashSet<string> Notes = ["$schema", "title", "description", "$defs", "if", "then", "else"];

    public static SchemaChecker Of(string schema) => new(schema);

    public static JsonObject Load(string schema) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "src", "Rhodes.Files", "schemas", schema + ".schema.json")))!.AsObject();

    public List<string> Check(YamlValue document)
    {
        List<string> problems = [];
        Check(document, Load(schema), problems);
        return problems;
    }

    private void Check(YamlValue value, JsonObject rule, List<string> problems)
    {
        foreach (var (word, argument) in rule.Where(pair => !Notes.Contains(pair.Key)))
            if (!Holds(value, word, argument!, rule, problems)) problems.Add($"{schema}:{value.At.Line}:{value.At.Column}: {word} {argument}");
        if (rule["if"] is JsonObject condition)
            Check(value, rule[Fits(value, condition) ? "then" : "else"]!.AsObject(), problems);
    }

    private bool Fits(YamlValue value, JsonNode rule)
    {
        List<string> problems = [];
        Check(value, rule.AsObject(), problems);
        return problems.Count == 0;
    }

    private bool Holds(YamlValue value, string word, JsonNode argument, JsonObject rule, List<string> problems)
    {
        var (mapping, list, text) = (value as YamlMapping, value as YamlList, (value as YamlText)?.Text);
        switch (word)
        {
            case "$ref":
                var (other, definition) = Find(argument.GetValue<string>());
                other.Check(value, definition, problems);
                return true;
            case "properties":
                foreach (var entry in mapping?.Entries ?? [])
                    if (argument[entry.Key] is JsonObject inside) Check(entry.Value, inside, problems);
                return true;
            case "additionalProperties":
                var others = mapping?.Entries.Where(entry => rule["properties"]?[entry.Key] is null).ToList() ?? [];
                if (argument is JsonObject any) others.ForEach(entry => Check(entry.Value, any, problems));
                return argument is JsonObject || others.Count == 0;
            case "items":
                foreach (var item in list?.Items ?? []) Check(item, argument.AsObject(), problems);
                return true;
            case "allOf": return argument.AsArray().All(each => Fits(value, each!));
            case "anyOf": return argument.AsArray().Any(each => Fits(value, each!));
            case "oneOf": return argument.AsArray().Count(each => Fits(value, each!)) == 1;
            case "propertyNames": return mapping is null || mapping.Entries.All(entry => Fits(new YamlText(entry.KeyAt, entry.Key, isPlain: true), argument));
            case "required": return mapping is null || argument.AsArray().All(key => mapping.Has(key!.GetValue<string>()));
            case "minItems": return list is null || list.Items.Count >= argument.GetValue<int>();
            case "minProperties": return mapping is null || mapping.Entries.Count >= argument.GetValue<int>();
            case "type": return argument is JsonArray types ? types.Any(type => IsOf(value, type!)) : IsOf(value, argument);
            case "const": return text == argument.GetValue<string>();
            case "enum": return argument.AsArray().Any(each => each!.GetValue<string>() == text);
            case "pattern": return text is null || IsNumber(text) || Regex.IsMatch(text, argument.GetValue<string>());
            case "minimum": return text is null || !IsNumber(text) || Number(text) >= argument.GetValue<decimal>();
            case "maximum": return text is null || !IsNumber(text) || Number(text) <= argument.GetValue<decimal>();
            default: throw new InvalidOperationException($"'{word}' is not checked");
        }
    }

    private (SchemaChecker Checker, JsonObject Definition) Find(string reference)
    {
        var parts = reference.Split("#/$defs/");
        var file = parts[0].Length == 0 ? schema : parts[0].Replace(".schema.json", "", StringComparison.Ordinal);
        return (new SchemaChecker(file), Load(file)["$defs"]![parts[1]]!.AsObject());
    }

    private static bool IsOf(YamlValue value, JsonNode type) => type.GetValue<string>() switch
    {
        "object" => value is YamlMapping,
        "array" => value is YamlList,
        "integer" => value is YamlText text && IsNumber(text.Text) && !text.Text.Contains('.'),
        "number" => value is YamlText text && IsNumber(text.Text),
        "boolean" => value is YamlText { Text: "true" or "false" },
        _ => value is YamlText,
    };

    private static bool IsNumber(string text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rhodes.Core.Model;

namespace Rhodes.Cli.Commands;

/// <summary>The catalogue for programs. Names are only ever added; what is unknown is null.</summary>
internal static class CatalogJson
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // it is read by programs, not pasted into a page
    };

    public static string Of(IEnumerable<AcceleratorKind> kinds)
    {
        var list = new JsonArray();
        foreach (var kind in kinds) list.Add(One(kind));
        return new JsonObject { ["kinds"] = list }.ToJsonString(Readable);
    }

    private static JsonObject One(AcceleratorKind kind)
    {
        var json = new JsonObject { ["id"] = kind.Id, ["name"] = kind.Name, ["vendor"] = kind.Vendor };
        foreach (var (name, figure) in kind.Figures()) json[name] = One(figure);
        json["fast_domain"] = One(kind.FastDomain);
        return json;
    }

    private static JsonObject? One(Figure? figure) => figure is null ? null : new()
    {
        ["low"] = figure.Low,
        ["high"] = figure.High,
        ["unit"] = figure.Unit,
        ["confirmed"] = figure.IsConfirmed,
        ["mark"] = figure.Mark.Letter().ToString(),
        ["source"] = figure.Source,
        ["note"] = figure.Note,
    };

    private static JsonObject? One(FastDomain? domain) => domain is null ? null : new()
    {
        ["level"] = domain.Level is { } level ? Core.Units.Levels.Name(level) : null,
        ["devices"] = domain.Devices,
        ["network"] = domain.Network,
        ["confirmed"] = domain.Mark != FigureMark.Unconfirmed,
        ["mark"] = domain.Mark.Letter().ToString(),
        ["source"] = domain.Source,
        ["note"] = domain.Note,
    };
}

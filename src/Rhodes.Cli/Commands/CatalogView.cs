using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Spectre.Console;

namespace Rhodes.Cli.Commands;

/// <summary>The catalogue for people.</summary>
internal static class CatalogView
{
    public static void ShowAll(IReadOnlyList<AcceleratorKind> kinds, Terminal terminal)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var name in new[] { "kind", "memory", "GB/s", "BF16", "FP8", "fast domain", "limit" })
            table.AddColumn(new TableColumn(name).NoWrap().PadLeft(0).PadRight(1));
        foreach (var kind in kinds)
        {
            table.AddRow(Cells(
                kind.Id, Short(kind.Memory), Short(kind.MemoryBandwidth), Short(kind.Peak.Bf16), Short(kind.Peak.Fp8),
                Short(kind.FastDomain), Short(kind.LimitWatts)));
        }
        terminal.Tables.Write(table);
        terminal.Out.WriteLine("GB/s: memory bandwidth. BF16, FP8: dense TFLOP/s. -: unknown.");
        terminal.Out.WriteLine("(P): reported by the press. (U): unconfirmed, so that nothing is computed from it.");
        terminal.Out.WriteLine("'rhodes catalog KIND' shows all figures of a kind with their sources.");
    }

    public static void ShowOne(AcceleratorKind kind, Terminal terminal)
    {
        List<string> sources = [];
        var table = new Table().Border(TableBorder.Simple).AddColumns("figure", "value", "mark", "source", "note");
        foreach (var (name, figure) in kind.Figures())
        {
            if (figure is null) table.AddRow(Cells(Spoken(name), "unknown", "", "", ""));
            else table.AddRow(Cells(Spoken(name), figure.ToString(), Word(figure.Mark), Number(sources, figure.Source), figure.Note ?? ""));
        }
        if (kind.FastDomain is { } domain)
            table.AddRow(Cells("fast domain", Long(domain), Word(domain.Mark), Number(sources, domain.Source), domain.Note ?? ""));
        else
            table.AddRow(Cells("fast domain", "unknown", "", "", ""));

        terminal.Out.WriteLine($"{kind.Id}: {kind.Name}");
        terminal.Tables.Write(table);
        for (var i = 0; i < sources.Count; i++) terminal.Out.WriteLine($"[{i + 1}] {sources[i]}");
    }

    private static string Short(Figure? figure)
    {
        if (figure is null) return "-";
        var mark = figure.Mark is FigureMark.Reported or FigureMark.Unconfirmed ? $" ({figure.Mark.Letter()})" : "";
        return WithoutUnitOfColumn(figure) + mark;
    }

    private static string WithoutUnitOfColumn(Figure figure)
    {
        var text = figure.ToString();
        var unit = $" {figure.Unit}";
        return figure.Unit is "TFLOP/s" or "GB/s" && text.EndsWith(unit, StringComparison.Ordinal) ? text[..^unit.Length] : text;
    }

    private static string Short(FastDomain? domain)
    {
        if (domain is null) return "-";
        if (domain.Level is not { } level) return "none";
        return domain.Devices is { } devices ? $"{level.Name()}, {devices:#,0}" : level.Name();
    }

    private static string Long(FastDomain domain)
    {
        var devices = domain.Devices is { } count ? count == 1 ? "1 device" : $"{count:#,0} devices" : "number of devices unknown";
        return domain.Level is { } level ? $"{level.Name()}, {devices}, {domain.Network}" : $"each device alone, {domain.Network}";
    }

    private static string Spoken(string name) => name switch
    {
        "peak_bf16" => "peak BF16, FP16",
        "link_rate" => "link, one direction",
        "network_rate" => "network, one direction",
        "limit_watts" => "limit",
        "idle_watts" => "idle",
        _ when name.StartsWith("peak_", StringComparison.Ordinal) => $"peak {name[5..].ToUpperInvariant()}",
        _ => name.Replace('_', ' '),
    };

    private static string Word(FigureMark mark) => mark switch
    {
        FigureMark.Measured => "measured",
        FigureMark.Stated => "stated",
        FigureMark.Reported => "reported",
        FigureMark.Derived => "derived",
        FigureMark.Unconfirmed => "UNCONFIRMED",
        _ => throw Invariant.Broken($"there is no mark {(int)mark}"),
    };

    private static string Number(List<string> sources, string source)
    {
        var at = sources.IndexOf(source);
        if (at < 0)
        {
            at = sources.Count;
            sources.Add(source);
        }
        return $"[{at + 1}]";
    }

    private static Text[] Cells(params string[] texts) => [.. texts.Select(text => new Text(text))];
}

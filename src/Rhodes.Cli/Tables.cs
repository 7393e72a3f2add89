using Spectre.Console;

namespace Rhodes.Cli;

/// <summary>Plain tables that fit a terminal and can be cut into columns by other programs.</summary>
internal static class Tables
{
    /// <param name="names">A name that starts with '#' is of a column of numbers, which stand at its right.</param>
    public static Table WithColumns(params string[] names)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var name in names)
        {
            var isNumber = name.StartsWith('#');
            var column = new TableColumn(new Text(isNumber ? name[1..] : name)).PadLeft(0).PadRight(1);
            table.AddColumn(isNumber ? column.RightAligned().NoWrap() : column);
        }

        return table;
    }

    public static void Add(this Table table, params string[] cells) => table.AddRow(cells.Select(cell => new Text(cell)));
}

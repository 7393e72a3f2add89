using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rhodes.Server.Access;

namespace Rhodes.Server.Http;

/// <summary>Pages for people: what is going on, and the API's reference. They hold nothing by themselves, and ask the API with the key that a person gives them.</summary>
internal static class StaticPages
{
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void Map(WebApplication web)
    {
        Map(web, "/", "status.html", "text/html; charset=utf-8");
        Map(web, "/reference", "reference.html", "text/html; charset=utf-8");
        foreach (var script in new[] { "status.js", "reference.js" }) Map(web, $"/pages/{script}", script, "text/javascript; charset=utf-8");
        Map(web, "/pages/pages.css", "pages.css", "text/css; charset=utf-8");
    }

    private static void Map(WebApplication web, string path, string name, string type)
    {
        var bytes = ReadPage(name);
        web.MapGet(path, (HttpContext http) =>
        {
            http.Response.Headers.ContentSecurityPolicy = Policy;
            return Results.Bytes(bytes, type);
        }).Needs(Right.Open, "look").ExcludeFromDescription();
    }

    private static byte[] ReadPage(string name)
    {
        using var stream = typeof(StaticPages).Assembly.GetManifestResourceStream($"Rhodes.Server.Http.Pages.{name}")!;
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}

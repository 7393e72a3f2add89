using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Rhodes.Server.Http;

/// <summary>What the OpenAPI document says of an endpoint.</summary>
internal static class Describing
{
    private static readonly int[] Always = [400, 401, 403, 404, 429];

    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string sentence) => endpoint.WithSummary(sentence);

    public static RouteHandlerBuilder Finds<T>(this RouteHandlerBuilder endpoint) => endpoint.Produces<T>().Refuses();

    public static RouteHandlerBuilder Lists<T>(this RouteHandlerBuilder endpoint) => endpoint.Produces<T>().Refuses();

    /// <summary>A write: it may be refused, and takes an idempotency key.</summary>
    public static RouteHandlerBuilder Writes<T>(this RouteHandlerBuilder endpoint, int status = 200) =>
        endpoint.Produces<T>(status).Refuses().ProducesProblem(409).ProducesProblem(422).WithMetadata(new TakesIdempotencyKey());

    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder endpoint)
        where T : notnull => endpoint.Accepts<T>(isOptional: true, "application/json").ProducesProblem(413);

    public static RouteHandlerBuilder TakesJobFile(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new TakesDocument("job.schema.json")).ProducesProblem(413);

    public static RouteHandlerBuilder TakesJobFiles(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new TakesDocument("job.schema.json", IsList: true)).ProducesProblem(413);

    public static RouteHandlerBuilder TakesLease(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new TakesDocument("leases.schema.json")).ProducesProblem(413);

    private static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint)
    {
        foreach (var status in Always) endpoint.ProducesProblem(status);
        return endpoint;
    }
}

internal sealed record TakesIdempotencyKey;

/// <summary>The body is a document that people also write into files.</summary>
/// <param name="Schema">The file of its JSON Schema.</param>
/// <param name="IsList">It is a list of such documents.</param>
internal sealed record TakesDocument(string Schema, bool IsList = false);

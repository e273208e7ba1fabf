//! Entities as `sea-orm-cli` writes them: registered without an edit, read in full.

use expect_test::expect;
use tests::{TestApp, generated::Format};

/// A query of every field of every row: columns, keys of to-one fields, first page of lists.
async fn everything(app: &TestApp) -> String {
    let mut query = "{".to_owned();
    for root in app.fields_of("Query").await {
        let Some((name, connection)) = root.split_once(": ") else {
            continue;
        };
        let Some(type_name) = connection.strip_suffix("Connection!") else {
            continue;
        };
        query += &format!(" {name} {{ totalCount nodes {{");
        for field in app.fields_of(type_name).await {
            query += &selection(app, &field).await;
        }
        query += " } }";
    }
    query + " }"
}

async fn selection(app: &TestApp, field: &str) -> String {
    let (name, ty) = field.split_once(": ").expect("a field and its type");
    let ty = ty.trim_end_matches('!');
    if ty.ends_with("Connection") {
        return format!(" {name}(first: 2) {{ totalCount nodes {{ id }} }}");
    }
    let types = app.execute_with(
        "query($ty: String!) { __type(name: $ty) { kind } }",
        serde_json::json!({ "ty": ty }),
    );
    if types.await.data()["__type"]["kind"] == "OBJECT" {
        return format!(" {name} {{ id __typename }}");
    }
    format!(" {name}")
}

#[tokio::test]
async fn every_field_of_every_row_is_read_in_both_formats() {
    let compact = TestApp::generated(Format::Compact).await;
    let dense = TestApp::generated(Format::Dense).await;
    let query = everything(&compact).await;

    let answer = compact.execute(&query).await;

    assert_eq!(answer.errors(), []);
    assert_eq!(dense.execute(&query).await.to_string(), answer.to_string());
    assert_eq!(compact.sdl(), dense.sdl());
}

#[tokio::test]
async fn relations_are_inferred() {
    let app = TestApp::generated(Format::Compact).await;
    let mut fields = String::new();
    for type_name in [
        "Airline",
        "Airport",
        "CrewMember",
        "Flight",
        "Passenger",
        "Route",
        "RouteStop",
        "Ticket",
    ] {
        fields += &format!(
            "{type_name}\n  {}\n",
            app.fields_of(type_name).await.join("\n  ")
        );
    }

    expect![[r#"
        Airline
          id: ID!
          pk: BigInt!
          name: String!
          callsign: String
          country: Country!
          parent: Airline
          airlineSet: AirlineConnection!
          planeSet: PlaneConnection!
          routeSet: RouteConnection!
        Airport
          id: ID!
          pk: String!
          iata: String!
          name: String!
          latitude: Float!
          longitude: Float!
          elevationFt: Int
          openedOn: Date
          country: Country!
          baggageScanSet: BaggageScanConnection!
          routeSetByOrigin: RouteConnection!
          routeSetByDestination: RouteConnection!
          routeStopSet: RouteStopConnection!
        CrewMember
          id: ID!
          pk: BigInt!
          name: String!
          hiredOn: Date!
          supervisor: CrewMember
          crewMemberSet: CrewMemberConnection!
          flightSet: CrewMemberFlightSetConnection!
        Flight
          id: ID!
          pk: BigInt!
          departsAt: DateTime!
          arrivesAt: DateTime!
          boardingAt: Time
          route: Route!
          plane: Plane
          ticketSet: TicketConnection!
          crewMemberSet: FlightCrewMemberSetConnection!
        Passenger
          id: ID!
          pk: UUID!
          name: String!
          bornOn: Date
          newsletter: Boolean!
          baggageTagSet: BaggageTagConnection!
          loyaltyAccount: LoyaltyAccount
          orderSet: OrderConnection!
          passport: Passport
          ticketSet: TicketConnection!
        Route
          id: ID!
          pk: String!
          number: BigInt!
          distanceKm: Float
          airline: Airline!
          origin: Airport!
          destination: Airport!
          flightSet: FlightConnection!
          routeStopSet: RouteStopConnection!
        RouteStop
          id: ID!
          pk: String!
          position: Int!
          route: Route!
          airport: Airport!
        Ticket
          id: ID!
          pk: String!
          seat: String
          fare: Decimal!
          flight: Flight!
          passenger: Passenger!
          order: Order
          selectSet: SelectConnection!
    "#]].assert_eq(&fields);
}

#[tokio::test]
async fn relations_are_followed_in_every_direction() {
    let query = "{
        route(id: \"1,100\") {
            id number airline { name parent { name } airlineSet { nodes { name } } }
            origin { name country { name } routeSetByOrigin { nodes { id } } routeSetByDestination { nodes { id } } }
            routeStopSet { nodes { position airport { name } } }
            flightSet { nodes { id departsAt plane { pk planeType { name wideBody } }
                crewMemberSet { nodes { name supervisor { name } crewMemberSet { totalCount } } }
                ticketSet { nodes { seat fare passenger { name passport { number expiresOn country { name } }
                    loyaltyAccount { miles } } order { type group select total } selectSet { nodes { order from where } } } }
            } }
        }
    }";
    for format in Format::ALL {
        let app = TestApp::generated(format).await;

        app.execute(query).await.expect_data(expect![[""]]);
        assert_eq!(app.statements(query).await, 24, "{format:?}");
    }
}

#[tokio::test]
async fn columns_of_every_type_are_read() {
    for format in Format::ALL {
        let app = TestApp::generated(format).await;

        let reply = app
            .execute(
                "{
                    reading(id: 1) { aTinyint aSmallint anInt anInteger aBigint aFloat aDouble aReal aDecimal aChar
                        aVarchar aText aBoolean aDate aTime aDatetime aTimestamp anInstant aUuid aJson aJsonb aBlob
                        aBinary aVarbinary }
                    orders { nodes { id type group select placedAt total passenger { pk name } } }
                    baggageTags { nodes { id pk weightKg baggageScanSet { nodes { scannedAt airport { name } } } } }
                }",
            )
            .await;

        reply.expect_data(expect![[""]]);
    }
}
